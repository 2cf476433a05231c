"""The README tells the truth: its examples run, and its commands are those that are tested."""

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import shanben
from shanben.config import CHOICES, PRESETS
from shanben.rules import load

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "fixtures" / "pages" / "bookstall.html"
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", ["README.md", "docs/extending.md"])
def test_examples(monkeypatch, page):
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(ROOT / page), module_relative=False).failed == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are lines of a shell")
def test_the_commands(tmp_path):
    """The commands of the README, one after the other, as a new user would type them."""
    section = README[README.index("On the command line:") :]
    commands, rules = (re.search(rf"```{kind}\n(.*?)```", section, re.DOTALL)[1] for kind in ("sh", "toml"))
    (tmp_path / "pages").mkdir()
    for path in (tmp_path / "page.html", tmp_path / "pages" / "a.html"):
        shutil.copy(PAGE, path)
    (tmp_path / "mine.toml").write_text(rules, "utf-8")
    shown = {line: run_command(tmp_path, line) for line in commands.splitlines()}
    plain, ruled = (
        next(out for line, out in shown.items() if line.startswith(start)) for start in ("clean-text page", "clean-text --rules")
    )
    assert "責任編輯" not in plain
    assert "責任編輯" in ruled
    assert (tmp_path / "review.html").stat().st_size > 20_000


def run_command(folder, line):
    program = f"clean-text() {{ '{sys.executable}' -c 'from shanben.cli import main; main()' \"$@\"; }}; {line}"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(["bash", "-c", program], cwd=folder, env=environment, capture_output=True, timeout=60, check=False)
    assert done.returncode == int(" diff " in line), (line, done.stderr.decode())
    return done.stdout.decode()


def test_the_rules_of_the_documentation_hold(tmp_path):
    for page in (README, (ROOT / "docs" / "extending.md").read_text("utf-8")):
        path = tmp_path / "mine.toml"
        path.write_text(re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1], "utf-8")
        assert len(load(path)) == 1


def test_the_test_command_is_what_ci_runs():
    command = re.search(r"\.venv/bin/python (-m pytest .*)\n", README)[1]
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_option_and_preset_is_told():
    for name, choices in CHOICES.items():
        row = next(line for line in README.splitlines() if line.startswith(f"| `{name}` |"))
        assert re.findall(r"`([\w-]+)`", row)[1:] == list(choices), name
    for field in fields(shanben.Config):
        assert f"| `{field.name}` |" in README
    assert re.findall(r"`(\w+)` \(", README[README.index("Presets:") :])[: len(PRESETS)] == list(PRESETS)


def test_the_record_is_as_shown():
    shown = json.loads(re.search(r"## The record.*?```json\n(.*?)```", README, re.DOTALL)[1])
    record = shanben.clean(ROOT / "fixtures" / "pages" / "bookstall.html").to_dict()
    assert list(shown) == list(record)
    for key in ("source", "decode", "script", "edits"):
        assert list(shown[key]) == list(record[key])
