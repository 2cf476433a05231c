"""What a document says of its terms of use: licences by name, link, tag or header, and the terms of reprinting.

A name alone is no licence: texts speak of licences. A notice says that *this* work is under one, or it stands as a line
of its own outside the text. Where the text itself compares licences, its body is not read for them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from shanben.decoded import Span
from shanben.document import Line, Notice
from shanben.rules.fold import fold
from shanben.stages.metadata.grants import grants, sets_terms, speaks, words
from shanben.stages.metadata.licence_names import known, names_in
from shanben.stages.metadata.licence_texts import texts_in
from shanben.view import Fact, View

# Without one of these words a text says nothing of its terms: neither names a licence, nor sets terms of reprinting.
_NAME_HINTS: Final = (
    "licen", "warrant", "liab", "this notice", "permission", "redistribution", "lizenz", "cc by", "cc-by", "cc0", "cc 4",
    "cc 3", "cc 2", "cc 协", "ccby", "gpl", "gnu", "mit许", "mit协", "mit 许", "mit 协", "apache", "bsd", "mpl-", "epl-",
    "spdx", "psl", "odbl", "wtfpl", "creative commons", "creativecommons", "public domain", "非商用", "under mit", "the mit",
    ": mit", ":mit", "ofl", "mpl ", "gfdl", "artistic", "公共许可", "知识共享", "gutenberg", "木兰", "署名", "姓名标示",
    "公有领域", "公共领域", "公众领域", "资料开放", "by-nc", "by-sa", "by-nd", "asl 2", "eupl", "cddl",
    "attribution-", "开放字", "ogl", "mulan", "wtfpl", "dl-de", "pdm", "证 mit", "议 mit", "可 mit", "-1.", "-2.", "-3.",
)  # fmt: skip
_TERM_HINTS: Final = (
    "转载", "转贴", "转帖", "引用", "出处", "复制", "摘编", "镜像", "刊载", "重制", "版权", "著作权", "注明", "权利", "必究",
    "reserved", "reproduc", "republi", "repost", "reprint", "redistribut", "copying", "copy ", "re-use",
    "reuse", "consent", "cite ",
)  # fmt: skip
HINTS: Final = re.compile("|".join(map(re.escape, (*_NAME_HINTS, *_TERM_HINTS))))
_JSON_LICENCE: Final = re.compile(r'"license" ?: ?"([^"\n]{4,200})"')
_TAG: Final = re.compile(r"spdx-license-identifier ?: ?(?P<ids>[a-z0-9.+()-]{2,40}(?: (?:and|or|with) [a-z0-9.+()-]{2,40}){0,5})")
_HEADER: Final = re.compile(
    r"you may not use this|redistribute it and/?o?r? ?modify|this file is part of|permission is hereby granted|"
    r"source code form is subject|"
    r"redistribution and use in source|use of this source code is governed"
)
_LINK: Final = re.compile(r"\.(?:org|cn|tw)/")
_FACTS: Final = frozenset(
    "json-ld link:license meta:license meta:dc.rights meta:dcterms.rights meta:dcterms.license itemprop:license".split()
)
_PLAIN: Final = ("text", "tag")  # forms that need no words around them
_QUOTES: Final = ("“", "「", "『", '"')
_OWN_LINE: Final = 0.3
_SENTENCE: Final = 0.8
_LONGEST: Final = 2_000
_SHORT: Final = 100
_END: Final = 6
_BEGIN: Final = 3
_NOTICE: Final = 200
_SUBJECT: Final = 3
_BEFORE: Final = 140
_AFTER: Final = 120


def read_licences(view: View, folded: str) -> tuple[Notice, ...]:
    """The notices of a document, the first of each licence and form, those of its head first; `folded` is its folded text."""
    return (*_of_head(view.facts), *_of_text(view, folded))


def _of_head(facts: Iterable[Fact]) -> Iterator[Notice]:
    """Yield the licences that links, meta elements and JSON-LD name."""
    for fact in facts:
        if fact.name not in _FACTS:
            continue
        value = fold(fact.value)
        if fact.name == "json-ld":
            value = " ".join(_JSON_LICENCE.findall(value))
        for name, _, _ in names_in(value):
            yield Notice(name, "link" if "//" in value else "notice", fact.start, fact.end)


def _of_text(view: View, folded: str) -> Iterator[Notice]:
    """Yield what the lines say, in their order."""
    starts = [line.start for line in view.lines]
    ending = {line.start for line in view.lines[-_END:]}
    held: list[tuple[Notice, Line]] = []
    for notice in sorted(_stated(folded) if starts else (), key=lambda notice: notice.start):
        at = bisect_right(starts, notice.start) - 1
        line = view.lines[max(at, 0)]
        if at >= 0 and (notice.form in _PLAIN or _holds(view, folded, notice, line, last=line.start in ending)):
            held.append((notice, line))
    first: dict[tuple[str, str], Notice] = {}
    for notice in _weighed(held):
        first.setdefault((notice.licence, notice.form), notice)
    for notice in first.values():
        start, end = view.source_span(notice.start, notice.end)
        yield notice._replace(start=start, end=end)


def _stated(folded: str) -> list[Notice]:
    """All that a folded text says of licences and terms, of this work and of others."""
    stated: list[Notice] = []
    if any(hint in folded for hint in _NAME_HINTS):
        stated += (*_full(folded), *_tagged(folded), *_named(folded))
    if any(hint in folded for hint in _TERM_HINTS):
        stated += _terms(folded)
    return stated


def _weighed(held: list[tuple[Notice, Line]]) -> Iterator[Notice]:
    """Yield the notices without names within the text of a licence, vague names of what is named exactly, and a comparison's."""
    exact = {notice.licence for notice, _ in held}
    texts = [notice for notice, _ in held if notice.form == "text"]
    compared = {_family(notice.licence) for notice, line in held if line.keep and notice.form in ("notice", "link")}
    for notice, line in held:
        vague = notice.licence.removeprefix("LicenseRef-")
        if vague != notice.licence and any(name.startswith(f"{vague}-") for name in exact):
            continue
        within = any(_begins(text, notice) <= notice.start < text.end for text in texts) or (
            line.keep and len(compared) >= _SUBJECT
        )
        if notice.form in _PLAIN or not within:
            yield notice


def _begins(text: Notice, notice: Notice) -> int:
    """Where the text of a licence begins, its name above it included."""
    return text.start - _NOTICE if notice.licence == text.licence else text.start


def lines_of(view: View, notices: Sequence[Notice]) -> list[Line] | None:
    """The lines of a view, those of its notices and of the texts of licences labelled for what they are; None if there are none.

    Behind or before another text they go; where they are more than half of what stays, the document is about them.
    """
    if not notices:
        return None
    texts = [(notice.start, notice.end) for notice in notices if notice.form == "text"]
    starts = sorted(notice.start for notice in notices if notice.form != "text")
    edge = {line.start for line in (*view.source_lines[:_BEGIN], *view.source_lines[-_END:])}
    reasons = [_of_a_text(line, texts) or (_noticed(line, starts) if line.start in edge else None) for line in view.source_lines]
    sizes = [line.end - line.start for line in view.lines]
    licence = sum(size for size, reason in zip(sizes, reasons, strict=True) if reason)
    rest = sum(size for size, reason, line in zip(sizes, reasons, view.lines, strict=True) if line.keep and not reason)
    label, score = ("body", 1.0) if licence > rest else ("licence", 0.0)
    return [
        line._replace(label=label, score=score, reasons=(reason,)) if reason and line.label != "title" else line
        for line, reason in zip(view.lines, reasons, strict=True)
    ]


def _of_a_text(line: Line, texts: Sequence[Span]) -> str | None:
    """Why a line of the source is a licence: it is of the text of one."""
    middle = (line.start + line.end) // 2
    return "licence.text" if any(start <= middle < end for start, end in texts) else None


def _noticed(line: Line, starts: Sequence[int]) -> str | None:
    """Why a line of the source that would stay is a licence: it is short, and a notice stands in it."""
    if line.label != "body" or line.end - line.start > _NOTICE:
        return None
    at = bisect_left(starts, line.start)
    return "licence.notice" if at < len(starts) and starts[at] < line.end else None


def _full(folded: str) -> Iterator[Notice]:
    """Yield the licences whose text is there."""
    return (Notice(name, "text", start, end) for name, start, end in texts_in(folded))


def _tagged(folded: str) -> Iterator[Notice]:
    """Yield the licences of `SPDX-License-Identifier` tags."""
    for found in _TAG.finditer(folded):
        for name in re.split(r" (?:and|or|with) ", found["ids"].replace("(", "").replace(")", "")):
            if not known(name).startswith("LicenseRef-"):
                yield Notice(known(name), "tag", *found.span())


def _named(folded: str) -> Iterator[Notice]:
    """Yield every name of a licence, with the form that it stands in."""
    for name, start, end in names_in(folded):
        around = " ".join(folded[max(start - _BEFORE, 0) : end + _AFTER].split())
        form = "link" if _LINK.search(folded, start, end) else "header" if _HEADER.search(around) else "notice"
        yield Notice(name, form, start, end)


def _terms(folded: str) -> Iterator[Notice]:
    """Yield the terms of reprinting, from the lines that hold a word of them."""
    for start, end in sorted({span for hint in _TERM_HINTS for span in _lines_with(folded, hint)}):
        for name, pattern in words().terms.items():
            for found in pattern.finditer(folded[start : min(end, start + _LONGEST)]):
                if folded[start : start + found.start()][-1:] not in _QUOTES:
                    yield Notice(name, "terms", start + found.start(), start + found.end())


def _lines_with(folded: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line that holds a word."""
    at = folded.find(word)
    while at >= 0:
        end = folded.find("\n", at)
        end = end if end >= 0 else len(folded)
        yield folded.rfind("\n", 0, at) + 1, end
        at = folded.find(word, end)


def _holds(view: View, folded: str, notice: Notice, line: Line, *, last: bool) -> bool:
    """Whether what stands there is said of this work, and does not only speak of a licence."""
    terms = notice.form == "terms"
    brief = line.end - line.start <= _NOTICE
    span = notice.start, notice.end
    if sets_terms(folded, *span) if terms else grants(folded, view.text, *span, brief=brief):
        return True
    if _is_alone(folded, notice, line) and (not line.keep or (last and (terms or line.label == "body"))):
        return True
    if line.keep or speaks(folded, notice.start, notice.end):
        return False
    near = max(line.start, notice.start - _LONGEST), min(line.end, notice.end + _LONGEST)
    return terms or words().under.search(folded, *near) is not None


def _is_alone(folded: str, notice: Notice, line: Line) -> bool:
    """Whether a line is little else than the name of a licence or its terms, and no sentence."""
    text = folded[line.start : line.end].strip()
    share = (notice.end - notice.start) / max(len(text), 1)
    return len(text) <= _SHORT and share > (_SENTENCE if text.endswith(("。", ".", "!", "?")) else _OWN_LINE)


def _family(licence: str) -> str:
    """What versions of a licence have in common.

    >>> _family("GPL-3.0-only"), _family("LicenseRef-GPL")
    ('GPL', 'GPL')
    """
    return licence.removeprefix("LicenseRef-").partition("-")[0]
