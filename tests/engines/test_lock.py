"""One run at a time in a folder; and whatever becomes of a run, the next one is not kept out."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from shanben import RunError
from shanben.engines import partitions
from shanben.engines.local import run
from shanben.engines.lock import locked

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no locks of POSIX")

RUN = """
import sys
from shanben.engines import local

def told(state, done):
    if state.read == 20:
        print("at work", flush=True)
        sys.stdin.read()

local.COMMIT_DOCUMENTS = 10
if __name__ == "__main__":
    local.run([sys.argv[1]], sys.argv[2], workers=2, told=told)
"""

FORK = """
import os, signal, sys, time
from pathlib import Path
from shanben.engines.lock import locked

with locked(Path(sys.argv[1])):
    child = os.fork()
    if not child:
        time.sleep(60)
        os._exit(0)
    print(child, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def crawl(tmp_path):
    """Three hundred lines."""
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "第{number}個句子。"}}\n' for number in range(300)), "utf-8")
    return path


@pytest.fixture
def at_work(crawl, tmp_path):
    """A run with two workers in `out`, which has come to the twentieth document, and waits."""
    command = [sys.executable, "-c", RUN, str(crawl), str(tmp_path / "out")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "at work\n"
    yield process
    process.kill()
    process.communicate()


def below(pid):
    """The processes that this one has started, and those that they have (Linux)."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from below(child)


def test_a_second_run_is_refused(crawl, tmp_path, at_work):
    out = tmp_path / "out"
    for resume in (False, True):
        with pytest.raises(RunError, match="another run is at work there; wait until it has ended, or take another folder"):
            run([crawl], out, workers=0, resume=resume)
    at_work.communicate("")
    assert at_work.returncode == 0
    run([crawl], tmp_path / "alone", workers=0)
    assert (out / "records.jsonl").read_bytes() == (tmp_path / "alone" / "records.jsonl").read_bytes()
    assert not (out / ".lock").exists()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for workers as Linux shows them")
def test_a_killed_run_is_gone_on_with_while_its_workers_are_alive(crawl, tmp_path, at_work):
    workers = list(below(at_work.pid))
    assert len(workers) >= 3
    try:
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)  # who cannot end, although the run has
        at_work.kill()
        at_work.wait()
        assert (tmp_path / "out" / ".lock").exists()
        assert run([crawl], tmp_path / "out", workers=2, resume=True)["read"] == 300
        assert all(Path(f"/proc/{worker}").exists() for worker in workers)
    finally:
        for worker in workers:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
    run([crawl], tmp_path / "alone", workers=0)
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == (tmp_path / "alone" / "records.jsonl").read_bytes()


def test_a_fork_does_not_keep_the_lock(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", FORK, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    child = int(process.stdout.readline())
    try:
        assert process.wait() == -signal.SIGKILL
        os.kill(child, 0)
        with locked(tmp_path):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        process.stdout.close()


def test_a_run_in_the_same_process(crawl, tmp_path):
    refused = []

    def second():
        with pytest.raises(RunError, match="at work"):
            run([crawl], tmp_path / "out", workers=0, resume=True)
        refused.append(True)

    def told(state, done):
        if state.read == 20:
            thread = Thread(target=second)
            thread.start()
            thread.join()

    assert run([crawl], tmp_path / "out", workers=0, told=told)["read"] == 300
    assert refused == [True]


def test_a_run_on_a_cluster(crawl, tmp_path):
    def execute(work, numbers):
        with pytest.raises(RunError, match="at work"):
            partitions.run([crawl], tmp_path / "out", execute, resume=True)
        for number in numbers:
            work(number)

    assert partitions.run([crawl], tmp_path / "out", execute, resume=False)["read"] == 300


def test_a_lock_of_a_run_that_ends_meanwhile(tmp_path, monkeypatch):
    opened = []

    def late(path, flags, mode, real=os.open):
        descriptor = real(path, flags, mode)
        if not opened:
            Path(path).unlink()  # as the other run does, between the opening and the locking of the file
        opened.append(descriptor)
        return descriptor

    monkeypatch.setattr(os, "open", late)
    with locked(tmp_path):
        assert (tmp_path / ".lock").exists()
    assert len(opened) == 2


def test_a_file_system_without_locks(tmp_path, monkeypatch):
    def none(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.lockf", none)
    since = time.monotonic()
    with locked(tmp_path):
        assert time.monotonic() - since < 10
