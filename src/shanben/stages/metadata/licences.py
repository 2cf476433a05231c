"""What a document says of its terms of use: licences by name, link, tag or header, and the terms of reprinting.

A name alone is no licence: texts speak of licences. A notice says that *this* work is under one, or it stands as a line
of its own outside the text. Where the text itself compares licences, its body is not read for them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from shanben.decoded import Span
from shanben.document import Notice
from shanben.labelled import Line
from shanben.rules.fold import fold
from shanben.stages.metadata.grants import grants, says, sets_terms, speaks
from shanben.stages.metadata.hints import Hint
from shanben.stages.metadata.licence_names import known, names_in
from shanben.stages.metadata.licence_terms import terms_in
from shanben.stages.metadata.licence_texts import texts_in
from shanben.stages.metadata.topics import acts_of, formulas_of, lines_with_terms, may_hold_text, near_names
from shanben.view import Fact, View

_APART: Final = "\0" * 140  # further than what belongs to a name is looked for
_JSON_LICENCE: Final = re.compile(r'"license" ?: ?"([^"\n]{4,200})"')
_TAG: Final = re.compile(r"spdx-license-identifier ?: ?(?P<ids>[a-z0-9.+()-]{2,40}(?: (?:and|or|with) [a-z0-9.+()-]{2,40}){0,5})")
_HEADER: Final = re.compile(
    r"you may not use this|redistribute it and/?o?r? ?modify|this file is part of|permission is hereby granted|"
    r"source code form is subject|"
    r"redistribution and use in source|use of this source code is governed"
)
_LINK: Final = re.compile(r"\.(?:org|cn|tw|uk|net)/")
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


def read_licences(view: View, folded: str, hints: Sequence[Hint]) -> tuple[Notice, ...]:
    """The notices of a document, the first of each licence and form, those of its head first.

    `folded` is its folded text, `hints` what its lines may speak of.
    """
    return (*_of_head(view.facts), *_of_text(view, folded, hints))


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


def _of_text(view: View, folded: str, hints: Sequence[Hint]) -> Iterator[Notice]:
    """Yield what the lines say, in their order."""
    stated = _stated(folded, hints) if view.lines else ()
    if not stated:
        return
    starts = view.lines.start.tolist()
    edge = {*starts[:_BEGIN], *starts[-_END:]}
    held: list[tuple[Notice, Line]] = []
    for notice in sorted(stated, key=lambda notice: notice.start):
        at = bisect_right(starts, notice.start) - 1
        line = view.lines[max(at, 0)]
        if at >= 0 and (notice.form in _PLAIN or _holds(view, folded, notice, line, edge=line.start in edge)):
            held.append((notice, line))
    first: dict[tuple[str, str], Notice] = {}
    for notice in _weighed(held):
        first.setdefault((notice.licence, notice.form), notice)
    for notice in first.values():
        start, end = view.source_span(notice.start, notice.end)
        yield notice._replace(start=start, end=end)


def _stated(folded: str, hints: Sequence[Hint]) -> list[Notice]:
    """All that a folded text says of licences and terms, of this work and of others."""
    stated: list[Notice] = []
    if near := near_names(folded, hints):
        texts = _full(folded) if may_hold_text(hints) else ()
        stated += (*texts, *_tagged(folded), *_named(folded, near))
    return [*stated, *_terms(folded, hints)]


def _weighed(held: list[tuple[Notice, Line]]) -> Iterator[Notice]:
    """Yield the notices without names within the text of a licence, vague names of what is named exactly, and a comparison's."""
    exact = {notice.licence for notice, _ in held}
    texts = [notice for notice, _ in held if notice.form == "text"]
    compared = {_family(notice.licence) for notice, line in held if line.keep and notice.form in ("notice", "link")} - {"Public"}
    for notice, line in held:
        if _is_vague(notice, exact):
            continue
        within = any(_begins(text, notice) <= notice.start < text.end for text in texts) or (
            line.keep and len(compared) >= _SUBJECT
        )
        if notice.form in _PLAIN or not within:
            yield notice


def _is_vague(notice: Notice, exact: Collection[str]) -> bool:
    """Whether the licence of a notice is named with its version, its port or "or later" elsewhere."""
    name = notice.licence.removeprefix("LicenseRef-")
    if notice.form == "link" and f"{name.removesuffix('-only')}-or-later" in exact:
        return True
    may_be = name != notice.licence or name.startswith("CC-")
    return may_be and any(other.startswith(f"{name}-") for other in exact)


def _begins(text: Notice, notice: Notice) -> int:
    """Where the text of a licence begins, its name above it included."""
    return text.start - _NOTICE if notice.licence == text.licence else text.start


def lines_of(view: View, notices: Sequence[Notice]) -> list[Line] | None:
    """The lines of a view, those of its notices and of the texts of licences labelled for what they are; None if none is one.

    Behind or before another text they go, unless the document is about them (`_are_subject`).
    """
    if not notices:
        return None
    texts = [(notice.start, notice.end) for notice in notices if notice.form == "text"]
    starts = sorted(notice.start for notice in notices if notice.form != "text")
    body = [at for at, label in enumerate(view.lines.label) if label == "body"]
    noticed = {at for at in {*body[:_BEGIN], *body[-_END:]} if _noticed(view.source_lines[at], starts)}
    if not texts and not noticed:
        return None
    wrapped = noticed | {at for first in noticed for at in _wrapped(view, first)}
    reasons = [
        _of_a_text(line, texts) or ("licence.notice" if at in wrapped else None) for at, line in enumerate(view.source_lines)
    ]
    label, score = ("body", 1.0) if _are_subject(view, reasons, None if texts else len(noticed)) else ("licence", 0.0)
    return [
        line._replace(label=label, score=score, reasons=(reason,)) if reason and line.label != "title" else line
        for line, reason in zip(view.lines, reasons, strict=True)
    ]


def _are_subject(view: View, reasons: Sequence[str | None], notices: int | None) -> bool:
    """Whether licences are most of what stays: where there are only `notices`, they outnumber its lines, else by characters."""
    rest = [line for line, reason in zip(view.lines, reasons, strict=True) if line.keep and not reason]
    if notices is not None:
        return notices > len(rest)
    licence = sum(line.end - line.start for line, reason in zip(view.lines, reasons, strict=True) if reason)
    return licence > sum(line.end - line.start for line in rest)


def _of_a_text(line: Line, texts: Sequence[Span]) -> str | None:
    """Why a line of the source is a licence: it is of the text of one."""
    middle = (line.start + line.end) // 2
    return "licence.text" if any(start <= middle < end for start, end in texts) else None


def _noticed(line: Line, starts: Sequence[int]) -> bool:
    """Whether a line of the source is a notice: it is short and one begins in it, or begins with one."""
    at = bisect_left(starts, line.start)
    if at == len(starts) or starts[at] >= line.end:
        return False
    size, head = line.end - line.start, starts[at] - line.start
    return size <= _NOTICE or (size <= 2 * _NOTICE and head <= _SHORT)


def _wrapped(view: View, at: int) -> Iterator[int]:
    """Yield the lines into which the sentences of the line `at` are broken, before it and behind it."""
    first = last = at
    while first > 0 and _goes_on(view, first - 1):
        first -= 1
        yield first
    while last + 1 < len(view.lines) and _goes_on(view, last):
        last += 1
        yield last


def _goes_on(view: View, at: int) -> bool:
    """Whether the sentence that a line ends with goes on in the next."""
    line, after = view.lines[at : at + 2]
    joint = view.text[line.start : line.end].rstrip()[-1:], view.text[line.end : after.start], view.text[after.start : after.end]
    return joint[0] not in ".!?:" and joint[1].count("\n") == 1 and joint[2].lstrip(" \t*#/")[:1].islower()


def _full(folded: str) -> Iterator[Notice]:
    """Yield the licences whose text is there."""
    return (Notice(name, "text", start, end) for name, start, end in texts_in(folded))


def _tagged(folded: str) -> Iterator[Notice]:
    """Yield the licences of `SPDX-License-Identifier` tags."""
    for found in _TAG.finditer(folded):
        for name in re.split(r" (?:and|or|with) ", found["ids"].replace("(", "").replace(")", "")):
            if not known(name).startswith("LicenseRef-"):
                yield Notice(known(name), "tag", *found.span())


def _named(folded: str, near: Sequence[Span]) -> Iterator[Notice]:
    """Yield every name of a licence in the spans `near` hints, with the form that it stands in."""
    begins = list(accumulate((end - start + len(_APART) for start, end in near), initial=0))
    for name, first, last in names_in(_APART.join([folded[start:end] for start, end in near])):
        at = bisect_right(begins, first) - 1
        start, end = (place - begins[at] + near[at][0] for place in (first, last))
        around = " ".join(folded[max(start - _BEFORE, 0) : end + _AFTER].split())
        form = "link" if _LINK.search(folded, start, end) else "header" if _HEADER.search(around) else "notice"
        yield Notice(name, form, start, end)


def _terms(folded: str, hints: Sequence[Hint]) -> Iterator[Notice]:
    """Yield the terms of reprinting, from the lines that hold a word of them."""
    for start, end, topics in lines_with_terms(folded, hints):
        acts, formulas = acts_of(topics), formulas_of(topics)
        line = folded[start : min(end, start + _LONGEST)] if acts or formulas else ""
        for name, first, last in terms_in(line, acts=acts, formulas=formulas):
            if line[first - 1 : first] not in _QUOTES:
                yield Notice(name, "terms", start + first, start + last)


def _holds(view: View, folded: str, notice: Notice, line: Line, *, edge: bool) -> bool:
    """Whether what stands there is said of this work, and does not only speak of a licence."""
    terms = notice.form == "terms"
    brief = line.end - line.start <= _NOTICE
    span = notice.start, notice.end
    if terms and speaks(folded, *span):
        return False
    if terms and not line.keep:
        return True
    if sets_terms(folded, *span) if terms else grants(folded, view.text, *span, brief=brief):
        return True
    if _is_alone(folded, notice, line) and (not line.keep or (edge and (terms or line.label == "body"))):
        return True
    near = max(line.start, notice.start - _LONGEST), min(line.end, notice.end + _LONGEST)
    return not line.keep and not speaks(folded, *span) and says("under", folded, *near)


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
