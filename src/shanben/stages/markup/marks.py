"""The marks of Markdown within a block: links, strong and emphasised text, code; and escapes of what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import urljoin

import numpy as np

from shanben.edits import Edit
from shanben.view import Fact, View

_MARK, _ESCAPE = "markdown.inline", "markdown.escape"
_LOOKS_LIKE_A_MARK: Final = re.compile(r"[\\`*_\[\]<]|&(?=[#a-zA-Z])")
_BEGINS_LIKE_A_BLOCK: Final = re.compile(r"[#>+=~-]|(?<=\d)[.)](?=\s|$)")
_NUMBER: Final = re.compile(r"\d{1,9}")
_TICKS: Final = re.compile("`+")
_NEEDS_QUOTES: Final = re.compile(r"[\s()<>\\]")
_UNQUOTABLE: Final = re.compile(r"[\n\r<>\\]")
_NO_LINK: Final = ("javascript:", "#", "data:", "mailto:")


class Span(NamedTuple):
    """A piece of a block and how it is marked; `address` for a link."""

    start: int
    end: int
    kinds: frozenset[str]
    address: str


def escapes(text: str, start: int, end: int, *, cells: bool, heading: bool) -> Iterator[Edit]:
    """A backslash before each character of a block that a reader of Markdown would take for a mark."""
    number = _NUMBER.match(text, start, end)
    first = _BEGINS_LIKE_A_BLOCK.match(text, number.end() if number else start, end)
    places = {match.start() for match in _LOOKS_LIKE_A_MARK.finditer(text, start, end)}
    if first:
        places.add(first.start())
    if cells:
        places |= {at for at in range(start, end) if text[at] == "|"}
    if heading and text[end - 1] == "#":
        places.add(end - 1)
    return (Edit(at, at, "\\", _ESCAPE) for at in sorted(places))


def inline_edits(view: View, blocks: list[tuple[int, int]], edits: Iterable[Edit]) -> list[Edit]:
    """The edits given and those of marked text, with no escape within code; insertions at one place joined."""
    spans = list(_spans(view, blocks))
    code = [(span.start, span.end) for span in spans if "code" in span.kinds]
    inside = {at for start, end in code for at in range(start, end)}
    kept = [edit for edit in edits if edit.rule != _ESCAPE or edit.start not in inside]
    marks = [*_link_marks(view, spans), *_type_marks(view.text, spans)]
    return _joined(kept, marks)


def _spans(view: View, blocks: list[tuple[int, int]]) -> Iterator[Span]:
    """The marked pieces of the blocks, in order; those of the same marks that touch are one."""
    facts = [fact for fact in view.facts if fact.name.startswith("inline:")]
    if not facts or not blocks:
        return
    start, end = view.log.from_source(np.array([fact.start for fact in facts]), np.array([fact.end for fact in facts]))
    begins = np.array([block[0] for block in blocks])
    last: Span | None = None
    block = np.searchsorted(begins, end, "left") - 1
    for fact, first, after, at in zip(facts, start.tolist(), end.tolist(), block.tolist(), strict=True):
        low, high = max(first, blocks[at][0]), min(after, blocks[at][1])
        if at < 0 or low >= high:
            continue
        span = Span(low, high, _kinds(fact), fact.value)
        if last and last.end == low and last[2:] == span[2:]:
            last = last._replace(end=high)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _kinds(fact: Fact) -> frozenset[str]:
    """How a run of text is marked in Markdown: code is nothing but code, and a link has an address."""
    kinds = set(fact.name.removeprefix("inline:").split())
    if not fact.value or fact.value.lower().startswith(_NO_LINK):
        kinds.discard("link")
    return frozenset(kinds - {"strong", "em"} if "code" in kinds else kinds)


def _link_marks(view: View, spans: list[Span]) -> Iterator[tuple[int, int, str]]:
    """Brackets around the text of links, the address after it."""
    links = [span for span in spans if "link" in span.kinds]
    for at, span in enumerate(links):
        if not (at and _continues(links[at - 1], span)):
            if span.start and view.text[span.start - 1] == "!":
                yield span.start - 1, 5, "\\"  # with a bracket after it, it would be an image
            yield span.start, 3, "["
        if not (at + 1 < len(links) and _continues(span, links[at + 1])):
            address = urljoin(view.url or "", span.address)
            yield span.end, 1, f"](<{_UNQUOTABLE.sub('', address)}>)" if _NEEDS_QUOTES.search(address) else f"]({address})"


def _continues(before: Span, span: Span) -> bool:
    return before.end == span.start and before.address == span.address


def _type_marks(text: str, spans: list[Span]) -> Iterator[tuple[int, int, str]]:
    """Stars and backticks. Stars hold only beside a letter, so what is marked begins and ends with one."""
    last = -1
    for span in spans:
        start, end = span.start, span.end
        if "code" in span.kinds:
            fence = "`" * (max(map(len, _TICKS.findall(text, start, end)), default=0) + 1)
            space = " " if "`" in (text[start], text[end - 1]) else ""
            yield from ((start, 4, fence + space), (end, 0, space + fence))
            continue
        while start < end and not text[start].isalnum():
            start += 1
        while start < end and not text[end - 1].isalnum():
            end -= 1
        star = "**" if "strong" in span.kinds else "*" if "em" in span.kinds else ""
        if star and start < end and start != last:
            yield from ((start, 4, star), (end, 0, star))
            last = end


def _joined(edits: list[Edit], marks: list[tuple[int, int, str]]) -> list[Edit]:
    """Insertions at one place in their order: what closes, what opens, the escape; then what replaces text."""
    inserts: dict[int, list[tuple[int, str, str]]] = {}
    whole = []
    for edit in edits:
        if edit.start == edit.end:
            order = 5 if edit.rule == _ESCAPE else 2
            inserts.setdefault(edit.start, []).append((order, edit.replacement, edit.rule))
        else:
            whole.append(edit)
    for at, order, mark in marks:
        inserts.setdefault(at, []).append((order, mark, _MARK))
    for at, pieces in inserts.items():
        pieces.sort(key=lambda piece: piece[0])
        whole.append(Edit(at, at, "".join(piece[1] for piece in pieces), pieces[0][2]))
    return whole
