"""What a document says about itself: from the head of its page, and from the lines that are dropped from its text.

The head speaks first, in the order JSON-LD, Open Graph, other meta elements, `<title>`; then the lines. A field keeps the
first value that it is given, and the span of the source that the value was read from.
"""

from __future__ import annotations

from typing import Any, Final

from shanben.decoded import Span
from shanben.document import Metadata
from shanben.scan import BOPOMOFO, HAN, HANGUL, HANS, HANT, KANA, LETTER, Scan
from shanben.stages.metadata.found import Found
from shanben.stages.metadata.head import from_head
from shanben.stages.metadata.lines import from_lines
from shanben.view import Outcome, View

_LISTS: Final = ("breadcrumb", "licences")


def read_metadata(view: View) -> Outcome:
    """The stage: reads `view.facts` and `view.lines`, and changes nothing."""
    values: dict[str, Any] = dict.fromkeys(_LISTS, ())
    spans: dict[str, Span] = {}
    for found in (*from_head(view.facts), *from_lines(view)):
        if found.field in _LISTS:
            if found.value not in values[found.field]:
                values[found.field] += (found.value,)
                spans[found.field] = _hull(spans.get(found.field), found)
        elif found.field not in values:
            values[found.field] = found.value
            spans[found.field] = (found.start, found.end)
    values.setdefault("language", language_of(view.scan))
    values.setdefault("url", view.url)
    return Outcome(metadata=Metadata(**values, spans=spans))


def language_of(scan: Scan) -> str | None:
    """The language that the writing alone tells, as BCP 47: Chinese with its script, Japanese, Korean; else None.

    >>> language_of(Scan("漢字與書法")), language_of(Scan("漢字とかな")), language_of(Scan("letters"))
    ('zh-Hant', 'ja', None)
    """
    han, kana, hangul = scan.count(HAN), scan.count(KANA), scan.count(HANGUL)
    # A word of Latin script has some five letters, a Chinese one some two characters.
    if 5 * (han + kana + hangul) < 2 * scan.count(LETTER) or not han + kana + hangul:
        return None
    if hangul > (han + kana + hangul) / 4:
        return "ko"
    if kana > (han + kana) / 10:
        return "ja"
    hans, hant = scan.count(HANS), scan.count(HANT) + scan.count(BOPOMOFO)
    return "zh" if hans == hant else "zh-Hans" if hans > hant else "zh-Hant"


def _hull(span: Span | None, found: Found) -> Span:
    return (found.start, found.end) if span is None else (min(span[0], found.start), max(span[1], found.end))
