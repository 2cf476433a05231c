"""The damaged passages of a line that is clean elsewhere: where bytes turned back are whole again."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from shanben.reading import offsets, read
from shanben.stages.repair.codepages import READERS, byte_ends, bytes_read, encodable

_ONE_BYTE: Final = ("latin-1", "cp1252")
_STRETCH: Final = re.compile("[^\ud800-\udbff]+")
_ASCII: Final = "".join(map(chr, range(0x80)))
_ENOUGH: Final = 2
"""Characters of several bytes that make a stretch of valid UTF-8 worth a look."""


def passages(line: str) -> list[tuple[int, int]]:
    """Spans of the line that may be damaged by themselves, not overlapping, the longest first chosen."""
    found = [span for reader in READERS for run in _runs(line, reader) for span in _within(line, run, reader)]
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(set(found), key=lambda span: (span[0] - span[1], span)):
        if all(end <= a or b <= start for a, b in chosen):
            chosen.append((start, end))
    return sorted(chosen)


def _runs(line: str, reader: str) -> list[tuple[int, int]]:
    """The longest runs of the line that `reader` can have read."""
    runs, at = [], 0
    for known, group in groupby(encodable(line, reader)):
        size = len(list(group))
        if known:
            runs.append((at, at + size))
        at += size
    return runs


def _within(line: str, run: tuple[int, int], reader: str) -> list[tuple[int, int]]:
    """The run itself if one byte makes one character, and its stretches that are valid UTF-8."""
    text = line[slice(*run)]
    data = None if text.isascii() else bytes_read(text, reader)
    if data is None:
        return []
    spans = [run] if reader in _ONE_BYTE else []
    marked, place = read(data, "utf-8"), offsets(data, "utf-8").tolist()
    begins = {end: at + 1 for at, end in enumerate(byte_ends(text, reader).tolist())} | {0: 0}
    for stretch in _STRETCH.finditer(marked):
        whole = [at for at in range(stretch.start(), stretch.end() + 1) if place[at] in begins]
        if len(whole) > 1 and sum(char >= "\x80" for char in marked[whole[0] : whole[-1]]) >= _ENOUGH:
            spans.append((run[0] + begins[place[whole[0]]], run[0] + begins[place[whole[-1]]]))
    return [_trimmed(line, *span) for span in spans]


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    """The span without the ASCII at its edges."""
    part = line[start:end]
    lead = len(part) - len(part.lstrip(_ASCII))
    return start + lead, start + max(lead, len(part.rstrip(_ASCII)))
