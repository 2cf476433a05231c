"""The command ends as a user expects, whatever it is given."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import shanben

PAGE = Path(__file__).parent.parent / "fixtures" / "pages" / "bookstall.html"
COMMAND = [sys.executable, "-c", "from shanben.cli import main; main()"]


def run(*arguments, data=b"", **more):
    return subprocess.run([*COMMAND, *map(str, arguments)], input=data, capture_output=True, timeout=60, check=False, **more)


def messages(done):
    text = done.stderr.decode()
    assert "Traceback" not in text
    return text


def test_a_page_comes_out_as_text():
    done = run(PAGE)
    assert (done.returncode, messages(done)) == (0, "")
    assert done.stdout.decode() == shanben.clean(PAGE).text + "\n"


def test_standard_input():
    assert run(data="漢\u200b字\n".encode()).stdout.decode() == "漢字\n"
    assert run("-", data=b"").stdout == b""


def test_records():
    done = run("--json", PAGE, "-", data=b"a")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["source"]["uri"] for record in records] == [str(PAGE), None]
    assert records[0]["metadata"]["author"] == "林小滿"


def test_into_a_file(tmp_path):
    out = tmp_path / "out.txt"
    assert run("-o", out, PAGE).returncode == 0
    assert out.read_text("utf-8") == shanben.clean(PAGE).text + "\n"
    assert list(tmp_path.iterdir()) == [out]


def test_options_and_configuration(tmp_path):
    config = tmp_path / "c.toml"
    config.write_text('[shanben]\nscript = "hans"\n', "utf-8")
    assert run("--script", "hans", data="漢字".encode()).stdout.decode() == "汉字\n"
    assert run("--config", config, data="漢字".encode()).stdout.decode() == "汉字\n"
    assert run("--config", config, "--script", "keep", data="漢字".encode()).stdout.decode() == "漢字\n"
    assert run("--encoding", "big5", data="漢字".encode("big5")).stdout.decode() == "漢字\n"
    assert run("--media-type", "text/plain", data=b"<p>x</p>").stdout.decode() == "<p>x</p>\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--script", "latin"], "'latin' is not one of 'dominant', 'keep', 'hans'"),
        (["--preset", "best"], "'best' is not one of 'corpus'"),
        (["--config", "none.toml"], "none.toml"),
        (["--jsno"], "Did you mean '--json'"),
        (["-o", "/nowhere/at/all.txt"], "cannot write /nowhere/at/all.txt"),
        (["--config", "c.toml", "--preset", "archive"], "not used together"),
        (["--rules", "none.toml"], "none.toml"),
        (["--sites", "none.json"], "none.json"),
        (["--in-place"], "takes no --json, no -o and no -"),
        (["chekc", "page.html"], "Did you mean 'check'"),
        (["check", "--encodng", "x"], "'--encoding'"),
        (["explain", "--rule", "repair.readng"], "Did you mean 'repair.reading'"),
        (["explain", "--span", "9"], "is not a span"),
        (["rules", "shwo", "zh.icp"], "Did you mean 'show'"),
        (["rules", "show", "zh.icpp"], "Did you mean 'zh.icp'"),
    ],
)
def test_wrong_command_lines(arguments, message):
    done = run(*arguments, data=b"x")
    assert done.returncode == 2
    assert message.lower() in messages(done).lower()
    assert done.stdout == b""


def test_what_cannot_be_read_is_told_and_the_rest_is_cleaned(tmp_path):
    binary, text = tmp_path / "a.png", tmp_path / "b.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    text.write_text("文。", "utf-8")
    done = run(tmp_path / "none.txt", tmp_path, binary, text)
    assert done.returncode == 3
    assert done.stdout.decode() == "文。\n"
    lines = messages(done).splitlines()
    assert [line.split(": ", 2)[2] for line in lines] == [
        "No such file or directory",
        "Is a directory; `clean-text run` cleans folders",
        "binary data: PNG image",
    ]
    records = [json.loads(line) for line in run("--json", tmp_path / "none.txt", text).stdout.splitlines()]
    assert [record["status"] for record in records] == ["failed", "ok"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("x", "utf-8")
    path.chmod(0)
    done = run(path)
    assert done.returncode == 3
    assert "Permission denied" in messages(done)


def test_a_file_that_cannot_be_written_is_not_begun(tmp_path):
    target = tmp_path / "folder"
    target.mkdir()
    done = run("-o", target, data=b"x")
    assert done.returncode == 2
    assert "cannot write" in messages(done)
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_left_is_said_unless_quiet():
    data = "京ICP备00000000号-1".encode()
    assert "nothing left: no main text" in messages(run(data=data))
    assert messages(run("--quiet", data=data)) == ""
    assert run(data=data).returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_reader_that_goes_away(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("春天來了。\n" * 100_000, "utf-8")
    shell = f"'{sys.executable}' -c 'from shanben.cli import main; main()' '{path}' | head -n 1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, timeout=60, check=False)
    assert done.stdout.decode() == "春天來了。\n"
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="a device of POSIX")
def test_a_device_is_not_replaced():
    assert run("-o", "/dev/null", data=b"x").returncode == 0
    assert not Path("/dev/null").is_file()


def test_in_place(tmp_path):
    dirty, clean, page = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.html"
    dirty.write_bytes("\ufeff漢\u200b字。\n".encode("utf-16-le"))
    dirty.chmod(0o640)
    clean.write_text("乾淨的文。", "utf-8")
    page.write_text("<p>文。", "utf-8")
    (tmp_path / "link.txt").symlink_to(dirty)
    before = clean.stat().st_mtime_ns
    done = run("-i", tmp_path / "link.txt", clean, page)
    assert (done.returncode, done.stdout) == (3, b"")
    assert "c.html: is a page" in messages(done)
    assert dirty.read_text("utf-8") == "漢字。\n"
    assert dirty.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.txt").is_symlink()
    assert clean.stat().st_mtime_ns == before
    assert len(list(tmp_path.iterdir())) == 4


def test_a_file_of_which_nothing_would_be_left_stays(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("京ICP备00000000号-1", "utf-8")
    assert "nothing left" in messages(run("--in-place", path))
    assert path.read_text("utf-8") == "京ICP备00000000号-1"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupted_run_leaves_nothing_behind(tmp_path):
    out = tmp_path / "out.txt"
    # A shell tells what it runs in the background to ignore the signal.
    heeding = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {COMMAND[-1]}"
    command = [*COMMAND[:-1], heeding, "-o", out]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 30
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_help_shows_examples():
    done = run("--help")
    assert done.returncode == 0
    assert b"clean-text page.html" in done.stdout
    assert shanben.__version__.encode() in run("--version").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_device_behind_standard_output_is_told():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, str(PAGE)], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, messages(done)) == (2, "clean-text: cannot write standard output: No space left on device\n")
