"""What a document says about itself: from the head of its page, and from the lines around its text.

Every value is found on some evidence, and `_ORDER` states which evidence is believed first. Of equal evidence the first
found is taken. A field keeps the span of the source that its value was read from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from shanben.decoded import Span
from shanben.document import Metadata
from shanben.rules.fold import fold, folded_of
from shanben.scan import BOPOMOFO, HAN, HANGUL, HANS, HANT, KANA, LETTER, Scan
from shanben.stages.metadata.found import Found
from shanben.stages.metadata.head import from_head, is_wiki
from shanben.stages.metadata.licences import lines_of, read_licences
from shanben.stages.metadata.lines import from_lines, titles
from shanben.stages.metadata.people import names_at
from shanben.stages.metadata.topics import hints_in, may_speak
from shanben.view import Outcome, View

_ORDER: Final = (
    "json-ld meta label date title line breadcrumb time modified label.tail date.tail modified.tail elsewhere address"
).split()
"""The evidence, what is believed first: structured data, meta elements, what stands at the head of the text by a label, then
without one, the title element, time elements, the tail of the text, lines anywhere, the day in the address."""

_ORDER_OF: Final = {
    # A byline is believed before `<meta name=author>`, which on many sites names the site or its software.
    "author": "json-ld label reporter label.tail reporter.tail sentence meta signature signature.tail elsewhere posted".split(),
}
_RANKS: Final = {evidence: rank for rank, evidence in enumerate(_ORDER)}
_RANKS_OF: Final = {field: {evidence: rank for rank, evidence in enumerate(order)} for field, order in _ORDER_OF.items()}
_HEAD: Final = 200
_TAIL: Final = 400
_LISTS: Final = ("breadcrumb", "keywords")


def read_metadata(view: View) -> Outcome:
    """The stage: reads `view.facts` and `view.lines`. The text of a licence behind another text is labelled for what it is."""
    if _is_silent(view):
        return Outcome(metadata=_of_text_alone(view))
    folded, hints = view.scan.once(folded_of).text, hints_in(view.scan.codes)
    found = [*from_head(view.facts, view.url), *from_lines(view, folded, hints)]
    if is_wiki(view.facts):
        # Its text is that of its last revision: neither the day of the first stub nor one in its notes is when it was published.
        found = [one for one in found if one.field != "published"]
    values: dict[str, Any] = dict.fromkeys(_LISTS, ())
    taken: list[Found] = []
    for one in sorted(found, key=_rank):
        if one.field in _LISTS:
            if one.value in values[one.field]:
                continue
            values[one.field] += (one.value,)
        elif one.field in values:
            continue
        else:
            values[one.field] = one.value
        taken.append(one)
    if "author" in values:
        values["authors"] = _names(values["author"])
    notices = read_licences(view, folded, hints)
    values["licences"] = tuple(
        dict.fromkeys(notice.licence for notice in notices if not notice.licence.startswith("LicenseRef-"))
    )
    values["licence_notices"] = notices
    values.setdefault("language", language_of(view.scan))
    values.setdefault("url", view.url)
    return Outcome(metadata=Metadata(**values, spans=_spans(view, taken)), lines=lines_of(view, notices))


def _is_silent(view: View) -> bool:
    """Whether a view is nothing but text and title, with no word of a licence near its head or its tail."""
    if view.facts or not view.kept_whole:
        return False
    codes = view.scan.codes
    return not may_speak(np.concatenate((codes[:_HEAD], codes[-_TAIL:])))


def _of_text_alone(view: View) -> Metadata:
    """What is known of a view that is nothing but text: its title, its language, the day in its address."""
    told: dict[str, Found] = {}
    if view.url or "title" in view.lines.labels:
        for one in (*titles(view), *from_head((), view.url)):
            told.setdefault(one.field, one)
    values: dict[str, Any] = {field: one.value for field, one in told.items()}
    spans = _spans(view, list(told.values())) if told else {}
    return Metadata(**values, language=language_of(view.scan), url=view.url, spans=spans)


def _rank(found: Found) -> int:
    ranks = _RANKS_OF.get(found.field, _RANKS)
    return ranks.get(found.evidence, len(ranks))


def _names(byline: str) -> tuple[str, ...]:
    """The names of a byline: all of it, where it does not fall apart into names."""
    spans = names_at(fold(byline), 0, len(byline), byline)
    return tuple(byline[start:end] for start, end in spans) if spans and spans[-1][1] == len(byline) else (byline,)


def language_of(scan: Scan) -> str | None:
    """The language that the writing alone tells, as BCP 47: Chinese with its script, Japanese, Korean; else None.

    >>> language_of(Scan("漢字與書法")), language_of(Scan("漢字とかな")), language_of(Scan("letters"))
    ('zh-Hant', 'ja', None)
    """
    hans, hant, kana, hangul = (scan.count(kind) for kind in (HANS, HANT, KANA, HANGUL))
    # A word of Latin script has some five letters, a Chinese one some two characters.
    letters = 2 * scan.count(LETTER) / 5
    # Those of one script alone are mostly enough to tell: then not all are counted.
    han = hans + hant
    if kana or hangul or not han or han < letters:
        han = scan.count(HAN)
    if han + kana + hangul < letters or not han + kana + hangul:
        return None
    if hangul > (han + kana + hangul) / 4:
        return "ko"
    if kana > (han + kana) / 10:
        return "ja"
    hant += scan.count(BOPOMOFO)
    return "zh" if hans == hant else "zh-Hans" if hans > hant else "zh-Hant"


def _spans(view: View, taken: Sequence[Found]) -> dict[str, Span]:
    """For each field the span of the source that it was read from, that of a list from the first to the last of its values."""
    within = [(one.start, one.end) for one in taken if one.in_text]
    if within and len(view.log):
        low, high = view.log.to_source(*np.array(within, np.int64).T)
        within = list(zip(low.tolist(), high.tolist(), strict=True))
    moved = iter(within)
    spans: dict[str, Span] = {}
    for one in taken:
        start, end = next(moved) if one.in_text else (one.start, one.end)
        first, last = spans.get(one.field, (start, end))
        spans[one.field] = min(start, first), max(end, last)
    return spans
