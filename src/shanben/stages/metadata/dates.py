"""Days and times, as pages write them, in the form of ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_NAME: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME: Final = (
    r"(?:[^\d\n]{0,6}?(?P<half>[ap]m|上午|下午|中午|晚上)?[^\d\n]{0,2}(?P<hour>[0-2]?\d)(?::|时|点)(?P<minute>[0-5]\d)"
    r"(?:(?::|分)(?P<second>[0-5]\d))?(?: ?(?P<late>[ap]m))?(?: ?(?P<zone>(?:gmt|utc) ?[+-]\d{1,2}))?)?"
)
_DAY: Final = "|".join(
    (
        r"(?P<year>(?:19|20)\d\d|民国 ?\d{2,3}(?= ?年))(?:[-/.] ?| ?年 ?)(?P<month>[01]?\d)(?:[-/.] ?|"
        r" ?月 ?)(?P<day>[0-3]?\d)(?: ?日| ?号)?",
        r"(?P<slash_month>[01]?\d)/(?P<slash_day>[0-3]?\d)/(?P<slash_year>(?:19|20)\d\d)",
        rf"(?P<name>{_MONTH_NAME}) (?P<name_day>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<name_year>(?:19|20)\d\d)",
        rf"(?P<day_first>[0-3]?\d)(?:st|nd|rd|th)? (?P<first_name>{_MONTH_NAME}),? (?P<first_year>(?:19|20)\d\d)",
    )
)
DATE: Final = re.compile(rf"(?<![\da-z])(?:{_DAY}){_TIME}(?!\d)")
"""A day, and perhaps a time, as Chinese and English pages write it. For folded text."""

_IN_ADDRESS: Final = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>[01]\d)[-/_]?(?P<day>[0-3]\d)(?=[/_.-]|[a-z]|$)")
_REPUBLIC: Final = 1911


def dates_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (ISO 8601, start, end) of every day or moment that a folded text names, each as exact as it is.

    >>> list(dates_in("发布于2024年5月13日 06:16"))
    [('2024-05-13T06:16', 3, 19)]
    >>> [iso for iso, _, _ in dates_in("may 13, 2024 6:16 pm; 民国113年5月13日; 2024-05-13 06:16 gmt+8; 2024-13-01")]
    ['2024-05-13T18:16', '2024-05-13', '2024-05-13T06:16+08:00']
    """
    for found in DATE.finditer(text):
        if iso := _iso(found):
            yield iso, *found.span()


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
    if value[3:4] == ",":
        try:
            return parsedate_to_datetime(value).isoformat()
        except (ValueError, TypeError, IndexError):
            return None
    return next((iso for iso, _, _ in dates_in(value.lower())), None)


def date_of_address(url: str) -> tuple[str, int, int] | None:
    """(ISO 8601, start, end) of the day that the path of a URL names.

    >>> date_of_address("https://example.org/2024/05/13/n1.html"), date_of_address("https://example.org/t20240513_1.htm")
    (('2024-05-13', 20, 30), ('2024-05-13', 21, 29))
    """
    for found in _IN_ADDRESS.finditer(url.lower()):
        if iso := _day(int(found["year"]), int(found["month"]), int(found["day"])):
            return iso, *found.span()
    return None


def _iso(found: re.Match[str]) -> str | None:
    """The ISO 8601 form of a match of `DATE`; None if there is no such day or time."""
    if found["year"]:
        year = found["year"].removeprefix("民国")
        day = int(year) + (_REPUBLIC if year != found["year"] else 0), int(found["month"]), int(found["day"])
    elif found["slash_year"]:
        day = int(found["slash_year"]), int(found["slash_month"]), int(found["slash_day"])
    else:
        name, of_month = found["name"] or found["first_name"], found["name_day"] or found["day_first"]
        day = int(found["name_year"] or found["first_year"]), _MONTHS.index(name[:3]) + 1, int(of_month)
    if found["hour"] is None:
        return _day(*day)
    try:
        moment = datetime(*day, _hour(found), int(found["minute"]), int(found["second"] or 0), tzinfo=_zone(found["zone"]))
    except ValueError:
        return None
    return moment.isoformat(timespec="seconds" if found["second"] else "minutes")


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None


def _hour(found: re.Match[str]) -> int:
    """The hour on a clock of 24 hours."""
    hour, half = int(found["hour"]), found["late"] or found["half"]
    if half in ("pm", "下午", "晚上") and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def _zone(name: str | None) -> timezone | None:
    return timezone(timedelta(hours=int(name[3:].replace(" ", "")))) if name else None
