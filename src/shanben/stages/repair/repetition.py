"""What a page template wrote twice: a paragraph below itself, a sentence behind itself; and pieces of the template itself.

Refrains, chants and table rows repeat as well: only long prose counts, and only directly below or behind itself.
"""

from __future__ import annotations

import re
from typing import Final

from shanben.edits import Edit
from shanben.scan import ASCII_MARK, CJK_MARK, HAN, LESS, LETTER
from shanben.view import Outcome, View

_RULE: Final = "repair.repeated"
# A repeated paragraph has so many characters and ends as a sentence does; a repeated sentence has so many.
_PARAGRAPH: Final = 30
_SENTENCE: Final = 15
_SENTENCE_MARKS: Final = re.compile(r"[^。！？\n]*[。！？]+[”』」）]*")
# An attribute that stands alone on a line, and an empty element with a random id, both of a page mostly in ideographs.
_ATTRIBUTE: Final = re.compile(r"^[ \t]*(?:[a-z][a-z-]{1,14}=\"[^\"\n<>]{0,60}\"[ \t]*){1,6}/?>?[ \t]*$", re.MULTILINE)
_RANDOM_TAG: Final = re.compile(r"</?(?:area|samp|small|sup|sub|tt|font|acronym|bdo|big|center|del|ins|kbd|var|dfn|map|noframes)"
                                r" (?:id|date-time|dropzone|dir|draggable|lang)=\"[A-Za-z0-9]{5,7}\" ?/?>")


def drop_repeated(view: View) -> Outcome:
    r"""Remove the second of two equal paragraphs or sentences that stand together.

    >>> from shanben.config import Config
    >>> text = "这一句话由于模板的错误在页面上写了两遍。" * 2
    >>> drop_repeated(View.of(text, Config())).edits
    [Edit(start=20, end=40, replacement='', rule='repair.repeated')]
    """
    if not view.scan.any(CJK_MARK) or not view.scan.any(HAN):
        return Outcome()
    edits: list[Edit] = []
    last, at = "", 0
    for line in view.text.split("\n"):
        if len(line) >= _SENTENCE:
            if line == last and len(line) >= _PARAGRAPH and line.rstrip()[-1:] in "。！？”":
                edits.append(Edit(at - 1, at + len(line), "", _RULE))
            else:
                edits += _sentences(line, at)
        last, at = (line if line.strip() else last), at + len(line) + 1
    return Outcome(edits)


def _sentences(line: str, offset: int) -> list[Edit]:
    """Sentences of a line that stand directly behind themselves."""
    if line.count("。") < 2 and line.count("！") < 2:
        return []
    edits, last = [], ""
    for match in _SENTENCE_MARKS.finditer(line):
        if match[0] == last and len(last) >= _SENTENCE:
            edits.append(Edit(offset + match.start(), offset + match.end(), "", _RULE))
        last = match[0]
    return edits


def drop_template(view: View) -> Outcome:
    r"""Remove attributes and empty tags with random ids that a broken template wrote as text.

    >>> from shanben.config import Config
    >>> drop_template(View.of("作者：\n    size=\"20\"\n正文在这里开始", Config())).edits
    [Edit(start=4, end=17, replacement='', rule='repair.template')]
    """
    if not view.scan.any(ASCII_MARK) or view.scan.count(HAN) <= view.scan.count(LETTER) or '="' not in view.text:
        return Outcome()
    patterns = (_ATTRIBUTE, _RANDOM_TAG) if view.scan.any(LESS) else (_ATTRIBUTE,)
    return Outcome([Edit(*match.span(), "", "repair.template") for pattern in patterns for match in pattern.finditer(view.text)])
