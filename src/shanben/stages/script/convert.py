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
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from shanben.document import Revision
from shanben.edits import Codes, Edits, Ints, codes_of, text_of
from shanben.errors import ConfigError
from shanben.scan import HALF_KANA, HAN, HAN_JA, HANGUL, KANA, Scan
from shanben.stages.script.profile import OTHER, PASSAGE, TELLING, Units, profile
from shanben.stages.script.table import table
from shanben.view import Outcome, View

# Strays take the forms that people write, not those of OpenCC's standard (為, not 爲).
_FORMS = {"hans": "hans", "hant": "hant-tw"}
TARGETS = ("hans", "hant", "hant-tw", "hant-hk")
_ROUNDS = 4
_SAMPLE = 200
# Characters of one script that writers of the other use too, as variants and in names: here they tell nothing by themselves.
_SHARED = {
    "hans": "恒晒迹虱琼凄肴霉赶岭凛叠碱耻脉踪泪凉决况减凑吨奥厨厩厢却强痹笋疱腼潴猫胆秆",
    "hant": "捱拚摺榘麴",
}
_FOREIGN = KANA | HALF_KANA | HANGUL | HAN_JA


def convert(text: str, to: str, *, protect: Sequence[tuple[int, int]] = ()) -> Revision:
    """`text` in the script `to`: "hans", "hant" (OpenCC's standard), "hant-tw" or "hant-hk".

    Spans to `protect` stay as they are, for example URLs, code and names.

    Raises:
        ConfigError: there is no such script.
    """
    scan = Scan(text)
    new = converted(scan, to, protect)
    return Revision(text_of(new), edits_between(scan.codes, new, f"script.{to}"))


def converted(scan: Scan, to: str, protect: Sequence[tuple[int, int]] = ()) -> Codes:
    """The characters of a scanned text, one for one, in the script `to`, but for the spans to `protect`.

    Raises:
        ConfigError: there is no such script.
    """
    if to not in TARGETS:
        raise ConfigError(f"no script {to!r}; there are {', '.join(TARGETS)}")
    new = _once(scan, to)
    # A result without a telling character would be converted again: go on until nothing changes.
    for _ in range(_ROUNDS):
        changed = np.flatnonzero(new != scan.codes)[:_SAMPLE]
        if not len(changed) or Scan(text_of(new[changed])).any(TELLING[to[:4]]):
            break
        new = _once(Scan(text_of(new)), to)
    for start, end in protect:
        new[start:end] = scan.codes[start:end]
    return new


def edits_between(old: Codes, new: Codes, rule: str) -> Edits:
    """One edit for each place where two texts of one length differ."""
    places = np.flatnonzero(old != new)
    if not len(places):
        return Edits.none(len(old))
    ones = np.ones(len(places), np.int64)
    return Edits(len(old), places, places + 1, ones, text_of(new.take(places)), np.zeros_like(places), (rule,))


def _once(scan: Scan, to: str) -> Codes:
    """The characters of a text, those in the source script converted."""
    target, source = TELLING[to[:4]], TELLING[OTHER[to[:4]]]
    if not scan.any(HAN) or (scan.any(target) and not scan.any(source)):
        return scan.codes.copy()
    new = table(to).convert(scan.codes)
    if scan.any(target) or (scan.any(_FOREIGN) and Units(scan).foreign.any()):
        np.copyto(new, scan.codes, where=~_in_source(scan, source, target))
    return new


def _in_source(scan: Scan, source: int, target: int) -> NDArray[np.bool_]:
    """For each character whether it is in the source script."""
    lines = Units(scan)
    ours, theirs, chinese = lines.count(source), lines.count(target), ~lines.foreign
    document = ours[chinese].sum() > theirs[chinese].sum() or not theirs[chinese].any()
    inside = lines.spread(np.where(theirs > 0, False, document | (ours > 0)) & chinese)
    both = (ours > 0) & (theirs > 0) & chinese
    if both.any():
        places = np.flatnonzero(lines.spread(both))
        inside[places] = _nearest(scan, lines, places, source, source | target)
    return inside


def _nearest(scan: Scan, lines: Units, places: Ints, source: int, either: int) -> NDArray[np.bool_]:
    """For each place whether the nearest character of its line that tells a script tells the source script."""
    telling = places[scan.mask(either).take(places)]
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
    return scan.mask(source).take(nearest) & (np.minimum(gap_before, gap_after) < far)


@cache
def _shared() -> NDArray[np.bool_]:
    """The characters that tell nothing by themselves, as a table of all code points."""
    shared = np.zeros(sys.maxunicode + 1, np.bool_)
    shared[codes_of("".join(_SHARED.values()))] = True
    return shared


def unify_script(view: View) -> Outcome:
    """The stage: bring a document into the script that `view.config.script` names.

    "keep" changes nothing; "dominant" converts what strayed from the script that prevails, but leaves passages of a
    sentence or more that disagree with it; the other values are targets of `convert`.
    """
    found = profile(view.scan)
    to = view.config.script
    if to == "keep":
        return Outcome(script=found)
    if to != "dominant":
        return Outcome(_edits(view.scan, to), script=found)
    if found.dominant is None:
        return Outcome(script=found)
    to, strays = _FORMS[found.dominant], TELLING[OTHER[found.dominant]]
    foreign = view.scan.mask(strays)
    passages = [(start, end) for start, end, _ in found.spans if np.count_nonzero(foreign[start:end]) >= PASSAGE]
    return Outcome(_edits(view.scan, to, passages), script=found)


def _edits(scan: Scan, to: str, protect: Sequence[tuple[int, int]] = ()) -> Edits:
    return edits_between(scan.codes, converted(scan, to, protect), f"script.{to}")
