"""A value that was found, and how plainly the document says it."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """`value` for the metadata field `field`, read from `[start, end)` of the decoded source, on this `evidence`."""

    field: str
    value: str
    start: int
    end: int
    evidence: str
