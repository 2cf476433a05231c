"""Every command and option is documented, and every example of the help runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from shanben import cli

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "fixtures" / "pages" / "bookstall.html"
MARKS = """{"marks": [{"verdict": "wrong", "rule": "lines.nav", "before": "首頁 新聞", "after": ""}]}"""
RULES = """
[[rule]]
id = "my.motto"
label = "footer"
match = '^用心做好每一篇'
why = "The motto of a site."
yes = ["用心做好每一篇報道"]
no = ["他說,用心做好每一件事。"]
"""


def commands(group=cli.command, name="clean-text"):
    """Yield every command with its full name."""
    yield name, group
    for word, command in getattr(group, "commands", {}).items():
        yield from commands(command, f"{name} {word}")


def examples():
    """Yield each example line of each help, without what it says of itself."""
    for name, command in commands():
        lines = (command.epilog or "").splitlines()
        assert lines[:2] == ["\b", "Examples:"], f"{name} has no examples"
        for line in lines[2:]:
            yield re.split(r" {2,}", line.strip(), maxsplit=1)[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder in which the examples find their files, and a PATH with the command and a `curl` that needs no network."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copy(PAGE, folder / "page.html")
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("漢\u200b字。\n第二行。\n", "utf-8")
    (folder / "my.toml").write_text(RULES, "utf-8")
    (folder / "my-options.toml").write_text('[shanben]\nscript = "keep"\n', "utf-8")
    (folder / "pages").mkdir()
    shutil.copy(PAGE, folder / "pages")
    (folder / "rows.jsonl").write_text('{"body": "第一行。"}\n', "utf-8")
    programs = folder / "bin"
    programs.mkdir()
    for name, body in {
        "clean-text": f"exec '{sys.executable}' -c 'from shanben.cli import main; main()' \"$@\"",
        "curl": "cat page.html",
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        (programs / name).chmod(0o755)
    run(folder, "clean-text --json page.html > records.jsonl; clean-text --json --provenance full a.txt > full.jsonl")
    run(folder, "clean-text run --quiet pages -o run-1")
    (folder / "marks.json").write_text(MARKS, "utf-8")
    run(folder, "clean-text run page.html -o crawl; clean-text learn --site example.org pages/*.html -o site.json")
    (folder / "archive").mkdir()
    shutil.copy(PAGE, folder / "archive" / "page.html")
    (folder / ".config" / "fish" / "completions").mkdir(parents=True)
    return folder


def run(folder, line):
    path = os.pathsep.join([str(folder / "bin"), os.environ["PATH"]])
    source = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PATH": path, "HOME": str(folder), "PYTHONPATH": source}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=folder, env=environment, capture_output=True, timeout=60, check=False
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are lines of a shell")
@pytest.mark.parametrize("line", dict.fromkeys(examples()))
def test_example(folder, line):
    if "--engine spark" in line:
        pytest.importorskip("pyspark")
        assert shutil.which("java") or pytest.skip("Spark needs Java")
    done = run(folder, line)
    assert done.returncode in ((0, 1) if re.search(r"\b(check|diff)\b", line) else (0,)), done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_every_option_has_help():
    for name, command in commands():
        assert command.help, name
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, f"{name} {parameter.name}"


def test_every_option_has_an_example():
    used = {word for line in examples() for word in line.split()}
    names = {option for _, command in commands() for option in command.params if isinstance(option, click.Option)}
    assert [option.opts[-1] for option in names if not used.intersection(option.opts)] == []


def test_every_option_of_the_configuration_is_an_option_of_the_command():
    from dataclasses import fields

    from shanben import Config

    assert {field.name for field in fields(Config)} <= {parameter.name for parameter in cli.command.commands["clean"].params}


def test_help_is_light():
    heavy = "numpy rich ftfy bs4 charset_normalizer selectolax shanben.cleaner shanben.edits shanben.rules".split()
    code = f"import sys, shanben.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_completion(folder):
    def complete(words, at):
        done = run(folder, f"COMP_WORDS='{words}' COMP_CWORD={at} _CLEAN_TEXT_COMPLETE=bash_complete clean-text")
        return [line.partition(",")[2] for line in done.stdout.decode().splitlines()]

    assert "check" in complete("clean-text ch", 1)
    assert "--in-place" in complete("clean-text clean --in", 2)
    assert complete("clean-text clean --script hant-", 3) == ["hant-tw", "hant-hk"]
    assert complete("clean-text rules show zh.ic", 3) == ["zh.icp", "zh.icp.security"]
