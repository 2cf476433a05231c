"""Edits that several patterns of one stage find independently, made one consistent list."""

from __future__ import annotations

from collections.abc import Iterable

from shanben.edits import Edit


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, without those that overlap an earlier one.

    >>> apart([Edit(3, 5, "", "r"), Edit(0, 4, "", "r")])
    [Edit(start=0, end=4, replacement='', rule='r')]
    """
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or kept[-1].end <= edit.start:
            kept.append(edit)
    return kept
