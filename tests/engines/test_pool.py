"""Processes that die or hang are replaced; the work goes on, and in order."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from shanben import Cleaner
from shanben.engines.pool import in_processes
from shanben.errors import ShanbenError
from shanben.limits import DOCUMENT_SECONDS, QUEUED_DOCUMENTS


def answer(item):
    """What the tests have done to an item: die, hang, die only once, or come back."""
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "hang":
        time.sleep(60)
    if isinstance(item, Path) and not item.exists():
        item.touch()
        os._exit(7)
    return item


def lost(item, reason):
    return ("lost", item, reason)


def results(items, workers=2, seconds=30.0):
    return list(in_processes(answer, items, workers, lost=lost, seconds=seconds))


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_order(workers):
    assert results(range(500), workers) == list(range(500))


def test_nothing_to_do():
    assert results([]) == []


def test_large_and_small_items_side_by_side():
    items = [bytes(size) for size in (10, 3_000_000, 0, 200_000, 31_000, 5_000_000, 7) * 3]
    assert results(items) == items


def test_what_kills_its_process_is_lost_and_nothing_else():
    items = [*range(40), "die", *range(40), "die"]
    expected = [lost("die", "its process died twice: SIGKILL") if item == "die" else item for item in items]
    assert results(items) == expected


def test_a_death_that_is_not_the_items_fault(tmp_path):
    item = tmp_path / "died"
    assert results([1, item, 2]) == [1, item, 2]


def test_what_hangs_is_lost_and_nothing_else():
    items = [*range(20), "hang", *range(20)]
    seconds = DOCUMENT_SECONDS / 60
    expected = [lost("hang", f"took longer than {seconds:g} s") if item == "hang" else item for item in items]
    assert results(items, seconds=seconds) == expected


def test_items_are_read_only_so_far_ahead():
    read = []
    items = (read.append(number) or number for number in range(10_000))
    stream = in_processes(answer, items, 2, lost=lost)
    assert next(stream) == 0
    assert len(read) <= 2 * QUEUED_DOCUMENTS + 2
    stream.close()


def test_few_bytes_are_held(monkeypatch):
    monkeypatch.setattr("shanben.engines.pool.QUEUED_BYTES", 1_000_000)
    read = []
    items = (read.append(number) or bytes(400_000) for number in range(100))
    stream = in_processes(answer, items, 2, lost=lost)
    assert len(next(stream)) == 400_000
    assert len(read) <= 5
    stream.close()


def refuse(item):
    raise AssertionError


class Unloadable:
    """A function that no process can load."""

    def __reduce__(self):
        return (os._exit, (3,))


def test_processes_that_cannot_begin():
    with pytest.raises(ShanbenError, match="3 worker processes ended before they began to work: exit code 3"):
        list(in_processes(Unloadable(), [1], 1, lost=lost))


class Late:
    """A function that no process can load at the first two attempts."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return (load_late, (self.folder,))


def load_late(folder):
    attempt = folder / str(len(list(folder.iterdir())))
    attempt.touch()
    if attempt.name in ("0", "1"):
        os._exit(3)
    return answer


def test_processes_that_cannot_begin_at_once(tmp_path):
    assert list(in_processes(Late(tmp_path), range(5), 1, lost=lost)) == list(range(5))
    assert len(list(tmp_path.iterdir())) == 3


def test_documents():
    sources = ["一\u200b二。", {"source": b"<p>Hi</p>"}, object(), *["文。"] * 100]
    documents = list(Cleaner().clean_many(sources, workers=2))
    assert [document.text for document in documents[:2]] == ["一二。", "Hi"]
    assert documents[2].status == "failed"
    assert len(documents) == 103


def loaded(item):
    """Whether this process had loaded the cleaner before it was given any work."""
    return "shanben.engines.preload" in sys.modules and "shanben.cleaner" in sys.modules


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="workers are not forked there")
def test_workers_begin_with_what_they_need():
    assert list(in_processes(loaded, [1], 1, lost=lost)) == [True]


def test_what_was_done_in_the_same_message_as_what_hangs_is_not_lost():
    items = [*range(8), "hang", *range(8)]
    done = results(items, workers=1, seconds=DOCUMENT_SECONDS / 60)
    assert [item for item in done if not isinstance(item, tuple)] == [*range(8), *range(8)]
    assert done[8][:2] == ("lost", "hang")
