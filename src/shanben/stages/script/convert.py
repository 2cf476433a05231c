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
    edits = convert_scan(Scan(text), to, protect)
    return Revision(edits.apply(text), edits)


def convert_scan(scan: Scan, to: str, protect: Sequence[tuple[int, int]] = ()) -> Edits:
    """The edits that bring a scanned text, but for the spans to `protect`, into the script `to`.

    Raises:
        ConfigError: there is no such script.
    """
    if to not in TARGETS:
        raise ConfigError(f"no script {to!r}; there are {', '.join(TARGETS)}")
    target = TELLING[to[:4]]
    new = _once(scan, to)
    places = np.flatnonzero(new != scan.codes)
    # A result without a telling character would be converted again: go on until nothing changes.
    for _ in range(_ROUNDS):
        settled = Scan(text_of(new.take(places)))
        if not len(places) or settled.any(target):
            break
        new = _once(Scan(text_of(new)), to)
    for start, end in protect:
        new[start:end] = scan.codes[start:end]
    return edits_between(scan.codes, new, f"script.{to}")


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
    if scan.any(target | _FOREIGN):
        places = np.flatnonzero(new != scan.codes)
        stay = places[~_in_source(scan, places, source, target)]
        new[stay] = scan.codes[stay]
    return new


def _in_source(scan: Scan, places: Ints, source: int, target: int) -> NDArray[np.bool_]:
    """For each place whether it is in the source script: by its character, or by the nearest in its line that tells."""
    lines = Units(scan)
    own = lines.of(places)
    telling = np.flatnonzero(scan.mask(source | target) & ~np.isin(scan.codes, _shared()))
    if not len(telling):
        return ~lines.foreign[own]
    is_source = scan.mask(source)
    follows = np.searchsorted(telling, places)
    before, after = telling.take(follows - 1, mode="clip"), telling.take(follows, mode="clip")
    far = len(scan.text)
    gap_before = np.where((lines.of(before) == own) & (before <= places), places - before, far)
    gap_after = np.where((lines.of(after) == own) & (after >= places), after - places, far)
    nearest = is_source[np.where(gap_after <= gap_before, after, before)]
    chinese = ~lines.foreign
    document = lines.count(source)[chinese].sum() > lines.count(target)[chinese].sum()
    alone = (gap_before == far) & (gap_after == far)
    return np.where(alone, document, nearest) & chinese[own]


@cache
def _shared() -> Codes:
    return codes_of("".join(_SHARED.values()))


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
        return Outcome(convert_scan(view.scan, to), script=found)
    if found.dominant is None:
        return Outcome(script=found)
    to, strays = _FORMS[found.dominant], TELLING[OTHER[found.dominant]]
    foreign = view.scan.mask(strays)
    passages = [(start, end) for start, end, _ in found.spans if np.count_nonzero(foreign[start:end]) >= PASSAGE]
    return Outcome(convert_scan(view.scan, to, passages), script=found)
