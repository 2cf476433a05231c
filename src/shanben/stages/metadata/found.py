"""A value that was found, and the normal forms that values are brought into."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple


class Found(NamedTuple):
    """`value` for the metadata field `field`, read from `[start, end)` of the decoded source."""

    field: str
    value: str
    start: int
    end: int


DATE: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-/.]|年 ?)(?P<month>[01]?\d)(?:[-/.]|月 ?)(?P<day>[0-3]?\d)(?:日|号)?"
    r"(?:[^\d]{0,6}(?P<hour>[0-2]?\d)(?:[::]|时|点)(?P<minute>[0-5]\d)(?:(?:[::]|分)(?P<second>[0-5]\d))?)?(?!\d)"
)
"""A day, and perhaps a time, as Chinese pages write it. For folded text."""


def iso_of_match(found: re.Match[str]) -> str | None:
    """The ISO 8601 form of a match of `DATE`, as exact as it is; None if there is no such day or time."""
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    try:
        if found["hour"] is None:
            return datetime(year, month, day).date().isoformat()
        moment = datetime(year, month, day, int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None
    return moment.isoformat(timespec="seconds" if found["second"] else "minutes")


def iso_date(value: str) -> str | None:
    """The ISO 8601 form of a date that a page's head gives; None if it is none.

    >>> iso_date("2024-05-13T06:16:00+08:00"), iso_date("2024年5月13日 06:16"), iso_date("Mon, 13 May 2024 06:16:00 GMT")
    ('2024-05-13T06:16:00+08:00', '2024-05-13T06:16', '2024-05-13T06:16:00+00:00')
    """
    value = value.strip()[:100]
    try:
        exact = datetime.fromisoformat(value)
        return exact.isoformat() if len(value) > len("2024-05-13") else exact.date().isoformat()
    except ValueError:
        pass
    if found := DATE.search(value):
        return iso_of_match(found)
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError):
        return None
