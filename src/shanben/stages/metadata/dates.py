"""Days and times, as pages write them, in the form of ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from shanben.stages.metadata.numerals import ERAS, NUMERAL, number

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_NAME: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME: Final = (
    r"(?:[^\d\n]{0,6}?(?P<half>[ap]m|上午|下午|中午|晚上)?[^\d\n]{0,2}(?P<hour>[0-2]?\d)(?::|时|点)(?P<minute>[0-5]\d)"
    r"(?:(?::|分)(?P<second>[0-5]\d)(?: ?(?P<offset>[+-](?:0\d|1[0-4]):?[034][05](?!:)))?)?(?: ?(?P<late>[ap]m))?"
    r"(?: ?(?P<zone>(?:gmt|utc) ?[+-]\d{1,2}))?)?"
)
_SLASHED: Final = r"(?P<slash_first>[01]?\d|[23]\d)/(?P<slash_second>[0-3]?\d)/(?P<slash_year>(?:19|20)\d\d)"
_DAY: Final = "|".join(
    (
        r"(?P<year>(?:19|20)\d\d)(?:[-/.] ?| ?年 ?)(?P<month>[01]?\d)(?:[-/.] ?| ?月 ?)(?P<day>[0-3]?\d)(?: ?日| ?号)?",
        rf"(?P<era>{'|'.join(ERAS)})? ?(?P<era_year>元|{NUMERAL}{{1,7}}|\d{{1,4}}) ?年 ?"
        rf"(?P<era_month>[01]?\d|{NUMERAL}{{1,2}}) ?月 ?(?P<era_day>[0-3]?\d|{NUMERAL}{{1,3}}) ?[日号]",
        _SLASHED,
        rf"(?P<name>{_MONTH_NAME}) (?P<name_day>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<name_year>(?:19|20)\d\d)",
        rf"(?P<day_first>[0-3]?\d)(?:st|nd|rd|th)? (?P<first_name>{_MONTH_NAME}),? (?P<first_year>(?:19|20)\d\d)",
    )
)
# What a date begins with is looked at before its many forms are tried.
_HEAD: Final = rf"(?=[\d {NUMERAL[1:-1]}元{''.join(era[0] for era in ERAS)}jfmasond])"
DATE: Final = re.compile(rf"{_HEAD}(?<![\da-z])(?:{_DAY}){_TIME}(?!\d)")
"""A day, and perhaps a time, as Chinese and English pages write it. For folded text."""

_YEAR: Final = re.compile(r"19\d\d|20\d\d|年")
"""What every date holds; each alternative begins with a character of its own, which `re` looks for first."""
_BEFORE_YEAR: Final = 20
"""A date has no more than this before its year, or before the sign of one."""

Order = Literal["month", "day"] | None
"""Which number stands first in the dates with slashes of a text; None where it cannot be told."""

_SLASHES: Final = re.compile(rf"(?<![\d/]){_SLASHED}(?!\d)")
_IN_ADDRESS: Final = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>[01]\d)[-/_]?(?P<day>[0-3]\d)(?=[/_.-]|[a-z]|$)")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_NEVER: Final = frozenset({"1900-01-01", "1970-01-01"})


def dates_in(text: str, order: Order = None) -> Iterator[tuple[str, int, int]]:
    """Yield (ISO 8601, start, end) of every day or moment that a folded text names, each as exact as it is.

    Of `7/5/2024` only the document, if anything, can tell whether it is of May or of July (`order_of`); otherwise it is no date.

    >>> list(dates_in("发布于2024年5月13日 06:16"))
    [('2024-05-13T06:16', 3, 19)]
    >>> [iso for iso, _, _ in dates_in("may 13, 2024 6:16 pm; 民国一一三年五月十三日; 2024-05-13 06:16 gmt+8; 2024-13-01")]
    ['2024-05-13T18:16', '2024-05-13', '2024-05-13T06:16+08:00']
    >>> [iso for iso, _, _ in dates_in("5/13/2024, 7/5/2024, 二〇二四年七月五日")]
    ['2024-05-13', '2024-07-05']
    """
    year = _YEAR.search(text)
    for found in DATE.finditer(text, max(year.start() - _BEFORE_YEAR, 0)) if year else ():
        if iso := _iso(found, order):
            yield iso, *found.span()


def order_of(text: str) -> Order:
    """What the dates with slashes of a folded text begin with, as far as they tell it and do not contradict each other.

    >>> order_of("6/2/2022, 13/2/2022"), order_of("6/2/2022"), order_of("2/13/2022, 13/2/2022")
    ('day', None, None)
    """
    told: set[Order] = set()
    for found in _SLASHES.finditer(text):
        first, second = int(found["slash_first"]), int(found["slash_second"])
        if max(first, second) > len(_MONTHS) >= min(first, second):
            told.add("day" if first > second else "month")
    return told.pop() if len(told) == 1 else None


def iso_date(value: str) -> str | None:
    """The ISO 8601 form of a date that a page's head gives; None if it is none, or one that stands for "never".

    >>> iso_date("2024-05-13T06:16:00+08:00"), iso_date("2024年5月13日 06:16"), iso_date("Mon, 13 May 2024 06:16:00 GMT")
    ('2024-05-13T06:16:00+08:00', '2024-05-13T06:16', '2024-05-13T06:16:00+00:00')
    >>> iso_date("0001-01-01T00:00:00Z"), iso_date("1970-01-01T00:00:00Z")
    (None, None)
    """
    value = value.strip()[:100]
    try:
        exact = datetime.fromisoformat(value)
        return _told(exact, exact.isoformat() if len(value) > len("2024-05-13") else exact.date().isoformat())
    except ValueError:
        pass
    if value[3:4] == ",":
        try:
            exact = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError):
            return None
        return _told(exact, exact.isoformat())
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


def _iso(found: re.Match[str], order: Order) -> str | None:
    """The ISO 8601 form of a match of `DATE`; None if there is no such day or time."""
    day = _parts(found, order)
    if day is None or found["hour"] is None:
        return _day(*day) if day else None
    try:
        moment = datetime(*day, _hour(found), int(found["minute"]), int(found["second"] or 0), tzinfo=_zone(found))
    except ValueError:
        return None
    return _told(moment, moment.isoformat(timespec="seconds" if found["second"] else "minutes"))


def _parts(found: re.Match[str], order: Order) -> tuple[int, int, int] | None:
    """Year, month and day of a match of `DATE`; None where it cannot be told which is which."""
    if found["year"]:
        return int(found["year"]), int(found["month"]), int(found["day"])
    if found["era_year"]:
        return ERAS[found["era"] or "公元"] + number(found["era_year"]), number(found["era_month"]), number(found["era_day"])
    if found["slash_year"]:
        first, second = int(found["slash_first"]), int(found["slash_second"])
        if first != second and max(first, second) <= len(_MONTHS) and order is None:
            return None
        day_first = first > len(_MONTHS) or (order == "day" and second <= len(_MONTHS))
        return (int(found["slash_year"]), second, first) if day_first else (int(found["slash_year"]), first, second)
    name, of_month = found["name"] or found["first_name"], found["name_day"] or found["day_first"]
    return int(found["name_year"] or found["first_year"]), _MONTHS.index(name[:3]) + 1, int(of_month)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        moment = datetime(year, month, day)
    except ValueError:
        return None
    return _told(moment, moment.date().isoformat())


def _told(moment: datetime, iso: str) -> str | None:
    """The ISO form of a moment; None for one that software writes where it knows none, and for what cannot be of a page."""
    return iso if _FIRST_YEAR <= moment.year < _LAST_YEAR and iso[:10] not in _NEVER else None


def _hour(found: re.Match[str]) -> int:
    """The hour on a clock of 24 hours."""
    hour, half = int(found["hour"]), found["late"] or found["half"]
    if half in ("pm", "下午", "晚上") and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def _zone(found: re.Match[str]) -> timezone | None:
    """The zone of a match of `DATE`, which may be as far as 14 hours from that of Greenwich."""
    if offset := found["offset"]:
        return timezone(int(f"{offset[0]}1") * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))
    return timezone(timedelta(hours=int(found["zone"][3:].replace(" ", "")))) if found["zone"] else None
