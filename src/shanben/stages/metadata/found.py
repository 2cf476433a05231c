"""A value that was found, and how plainly the document says it."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """`value` for the metadata field `field`, on this `evidence`, read from `[start, end)`.

    The span is one of the view's text where it was read from there, one of the decoded source where it is of the page's head.
    """

    field: str
    value: str
    start: int
    end: int
    evidence: str
    in_text: bool = False
