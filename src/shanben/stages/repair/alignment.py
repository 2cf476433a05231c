"""Which characters of a repaired text come from which of the damaged one."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

Change = tuple[int, int, str]


def aligned(before: str, after: str) -> list[Change]:
    """What changed from `before` to `after`, in small pieces: spans of `before` and what replaces them.

    Where `before` holds a character for each byte of UTF-8, every character of `after` gets its own bytes.

    >>> aligned("aÃ©Ã¨", "aéè")
    [(1, 3, 'é'), (3, 5, 'è')]
    """
    return _by_bytes(before, after) or list(_by_likeness(before, after))


def _by_bytes(before: str, after: str) -> list[Change]:
    """The changes, if every changed character stood as the bytes of its UTF-8 form; else none."""
    changes, at = [], 0
    for char in after:
        if at < len(before) and before[at] == char:
            at += 1
        else:
            size = len(char.encode("utf-8", "surrogatepass"))
            changes.append((at, at + size, char))
            at += size
    return changes if at == len(before) else []


def _by_likeness(before: str, after: str) -> Iterator[Change]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield i, j, after[k:m]
