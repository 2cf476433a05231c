"""The damaged passages of a line that is clean elsewhere: where bytes turned back are whole again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from shanben.edits import Ints
from shanben.kernels.utf8 import stretches
from shanben.language import text_costs
from shanben.stages.repair.codepages import READERS, byte_ends, bytes_read, known_length, known_to

_ONE_BYTE: Final = ("latin-1", "cp1252")
_ASCII_BYTES: Final = bytes(range(0x80))
_ASCII: Final = _ASCII_BYTES.decode()
_NEAR: Final = 40
_ENOUGH: Final = 4
"""How much a stretch of valid UTF-8 must tell, and how many high characters a run of another encoding must have."""
_SHORTEST: Final = 6
"""The bytes that tell so much, at least."""
_EDGE: Final = 3
"""So many places near each end of a stretch are tried as the end of the damage."""


def passages(line: str, cores: Sequence[int]) -> list[tuple[int, int]]:
    """Spans of the line around its strangest characters that may be damaged by themselves, the longest first."""
    known = {core: known_to(line[core]) for core in cores}
    found = {
        span
        for reader in READERS
        if (near := [core for core in cores if reader in known[core]])
        for run in _runs(line, near, reader)
        for span in _within(line, run, reader)
    }
    return sorted(found, key=lambda span: (span[0] - span[1], span))


def _runs(line: str, cores: Sequence[int], reader: str) -> list[tuple[int, int]]:
    """The longest runs of the line around its cores, which `reader` can have read."""
    if bytes_read(line, reader) is not None:
        return [(0, len(line))]
    runs: list[tuple[int, int]] = []
    for core in cores:
        if not any(start <= core < end for start, end in runs):
            runs.append((core - _reach(line[:core][::-1], reader), core + _reach(line[core:], reader)))
    return runs


def _reach(text: str, reader: str) -> int:
    """How many characters from the first one on the reader can have read: mostly few, so the near ones are asked first."""
    near = known_length(text[:_NEAR], reader)
    return near if near < _NEAR else known_length(text, reader)


def _within(line: str, run: tuple[int, int], reader: str) -> list[tuple[int, int]]:
    """The run itself if one byte makes one character, and its stretches that are valid UTF-8."""
    text = line[slice(*run)]
    data = bytes_read(text, reader)
    assert data is not None
    spans = _with_last_byte(line, _trimmed(line, *run)) if reader in _ONE_BYTE and _beyond(data) >= _ENOUGH else []
    if found := stretches(data, _ENOUGH, _SHORTEST):
        ends = np.append(0, byte_ends(text, reader))
        for first, last in found:
            wholes = _wholes(data[first:last].decode(), first, ends)
            spans += _cheapest(line, [(run[0] + start, run[0] + end, result) for start, end, result in wholes])
    return spans


def _wholes(stretch: str, first: int, ends: Ints) -> list[tuple[int, int, str]]:
    """The spans of a run that a stretch of UTF-8 may have been read as, cut near its ends, and what each says.

    `first`: the byte where the stretch begins. `ends`: the bytes where the run begins, and where its characters end.
    """
    places = first + np.append(0, byte_ends(stretch, "utf-8"))
    begins = np.searchsorted(ends, places)
    cuts = np.flatnonzero(ends[begins] == places).tolist()
    return [(int(begins[a]), int(begins[b]), stretch[a:b]) for a in cuts[:_EDGE] for b in cuts[-_EDGE:] if a < b]


def _with_last_byte(line: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The span, and the span with the character behind it, if that may be the last byte of an East Asian one."""
    start, end = span
    return [span, (start, end + 1)] if "@" <= line[end : end + 1] <= "~" else [span]


def _cheapest(line: str, wholes: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Of spans and what they say in UTF-8 the one that makes the likeliest line: clean neighbours may look like UTF-8, too."""
    if not wholes:
        return []
    totals, _ = text_costs([line[:start] + result + line[end:] for start, end, result in wholes])
    start, end, _ = wholes[int(totals.argmin())]
    return [_trimmed(line, start, end)]


def _beyond(data: bytes) -> int:
    return len(data.translate(None, _ASCII_BYTES))


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    """The span without the ASCII at its edges."""
    part = line[start:end]
    lead = len(part) - len(part.lstrip(_ASCII))
    return start + lead, start + max(lead, len(part.rstrip(_ASCII)))
