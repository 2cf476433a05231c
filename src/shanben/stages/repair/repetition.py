"""What a page template wrote twice: a paragraph below itself, a sentence behind itself; and pieces of the template itself.

Refrains, chants and table rows repeat as well: only long prose counts, and only directly below or behind itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from shanben.edits import Edit
from shanben.kernels.signs import doubled
from shanben.scan import CJK_MARK, HAN, LESS
from shanben.stages.repair.overlap import apart
from shanben.stages.repair.signs import sign, signs
from shanben.view import NOTHING, Outcome, View

_RULE: Final = "repair.repeated"
# A repeated paragraph has so many characters and ends as a sentence does; a repeated sentence has so many.
_PARAGRAPH: Final = 30
_SENTENCE: Final = 15
_TOGETHER: Final = 2
_PROSE: Final = re.compile(r"[\u3400-\u9fff]")
# An attribute that stands alone on a line.
_ATTRIBUTE: Final = re.compile(
    r"^[ \t\xa0\u3000]*(?:[a-z][a-z-]{1,14}=\"[^\"\n<>]{0,60}\"[ \t\xa0]*){1,6}(?:/?>[ \t\xa0]*)?$", re.MULTILINE
)
# An element that a page was strewn with: in HTML an id stands once, here one stands everywhere.
_MARKED_TAG: Final = re.compile(r"<([a-z][a-z0-9]{0,11}) (?:id|date-time|dropzone|dir|lang)=\"([A-Za-z0-9]{5,6})\" ?/?>")
_CLOSING_TAG: Final = re.compile(r"</([a-z][a-z0-9]{0,11})>")
_STREWN: Final = 3
_ASSIGNED: Final = sign("=", '"')


def drop_repeated(view: View) -> Outcome:
    r"""Remove the second of two equal paragraphs or sentences that stand together.

    >>> from shanben.config import Config
    >>> text = "这一句话由于模板的错误在页面上写了两遍。" * 2
    >>> drop_repeated(View.of(text, Config())).edits
    [Edit(start=20, end=40, replacement='', rule='repair.repeated')]
    """
    if not view.scan.any(CJK_MARK) or not view.scan.any(HAN):
        return NOTHING
    codes = view.scan.codes.data
    edits = list(_paragraphs(view.text)) if doubled(codes, ord("\n"), _SENTENCE) else []
    if doubled(codes, ord("。"), _SENTENCE):
        edits += _sentences(view.text)
    return Outcome(apart(edits)) if edits else NOTHING


def _paragraphs(text: str) -> Iterator[Edit]:
    """Lines that stand below themselves, directly or after one blank line."""
    last, at = "", 0
    for line in text.split("\n"):
        if line == last and _is_paragraph(line):
            yield Edit(at - 1, at + len(line), "", _RULE)
        last, at = (line if line.strip() else last), at + len(line) + 1


def _is_paragraph(line: str) -> bool:
    """Whether a line is long and ends as a sentence does."""
    return len(line) >= _PARAGRAPH and line.rstrip()[-1:] in "。！？”」』…；" and _is_prose(line)


def _is_prose(text: str) -> bool:
    """Whether a text is written in ideographs for the most part: lines to write on are not."""
    return 2 * len(_PROSE.findall(text)) > len(text)


def _sentences(text: str) -> Iterator[Edit]:
    """Sentences, alone or two together, that stand directly behind themselves."""
    sentences = text.split("。")
    edges = [0, *accumulate(len(sentence) + 1 for sentence in sentences)]
    sentences.pop()  # what follows the last full stop is no sentence
    at = 0
    while at < len(sentences):
        again = _again(sentences, at)
        if again:
            yield Edit(edges[at], edges[at + again], "", _RULE)
        at += again or 1


def _again(sentences: Sequence[str], at: int) -> int:
    """How many of the sentences from `at` on say again what as many before them said; 0 if none do."""
    for step in range(1, min(_TOGETHER, at, len(sentences) - at) + 1):
        second = sentences[at : at + step]
        if sentences[at - step : at] == second and _is_long(second):
            return step
    return 0


def _is_long(sentences: Sequence[str]) -> bool:
    """Whether one of some sentences is long, and prose."""
    return any(len(sentence) >= _SENTENCE and _is_prose(sentence) for sentence in sentences)


def drop_template(view: View) -> Outcome:
    r"""Remove tags with random ids, and attributes that a broken template wrote as text.

    >>> from shanben.config import Config
    >>> drop_template(View.of("作者：\n    size=\"20\"\n正文在这里开始", Config())).edits
    [Edit(start=4, end=17, replacement='', rule='repair.template')]
    """
    if not signs(view) & _ASSIGNED or not view.scan.any(HAN):
        return NOTHING
    spans = [match.span() for match in _ATTRIBUTE.finditer(view.text) if not _in_tag(view.text, match.start())]
    if view.scan.any(LESS):
        spans += _strewn(view.text)
    return Outcome([Edit(start, end, "", "repair.template") for start, end in spans])


def _in_tag(text: str, at: int) -> bool:
    """Whether a tag is open: then its attributes are code that the text shows."""
    near = max(0, at - 500)
    return text.rfind("<", near, at) > text.rfind(">", near, at)


def _strewn(text: str) -> list[tuple[int, int]]:
    """The tags that share one id, and what closes them."""
    tags = list(_MARKED_TAG.finditer(text))
    ids = Counter(tag[2] for tag in tags)
    marked = [tag for tag in tags if ids[tag[2]] >= _STREWN]
    names = {tag[1] for tag in marked}
    return [tag.span() for tag in (*marked, *_CLOSING_TAG.finditer(text)) if tag[1] in names]
