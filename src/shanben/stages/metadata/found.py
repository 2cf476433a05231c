"""A value that was found, and how plainly the document says it."""

from __future__ import annotations

from typing import NamedTuple

from shanben.view import View


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


def found_at(view: View, field: str, start: int, end: int, evidence: str) -> Found:
    """The slice of a view as a value, without the white space around it."""
    text = view.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    return Found(field, " ".join(view.text[start:end].split()), start, end, evidence, in_text=True)
