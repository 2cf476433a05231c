"""Which characters of a repaired text come from which of the damaged one."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

Change = tuple[int, int, str]

_LIKENESS: Final = 300
"""The longest text, in code points, that is compared by likeness: that takes quadratic time, and more."""


def aligned(before: str, after: str) -> list[Change]:
    """What changed from `before` to `after`, in small pieces: spans of `before` and what replaces them.

    Where `before` holds a character for each byte of UTF-8, every character of `after` gets its own bytes.

    >>> aligned("aÃ©Ã¨", "aéè")
    [(1, 3, 'é'), (3, 5, 'è')]
    """
    if len(before) == len(after):
        return [(at, at + 1, new) for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    found = _by_bytes(before, after)
    if not found and len(before) > _LIKENESS:
        return [(0, len(before), after)]
    return found or list(_by_likeness(before, after))


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
