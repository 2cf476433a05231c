"""From the tree to lines: which characters of the source are shown, and what stands between them.

A browser shows a run of white space as one space, and none at the edges of a line; block elements and `<br>` break lines. So
the text of a page is a choice among its source characters, with a space, a tab or a line break at some of the places where
something was left out. The characters that are shown are put in a row, and are then gone over once, gap by gap.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from shanben.kernels.html import (
    ANCHOR,
    BOLD,
    BREAK,
    BREAKING,
    BY_BLOCK,
    BY_CELL,
    BY_COMMENT,
    BY_ENTITY,
    BY_HIDDEN,
    BY_SCRIPT,
    BY_SPACE,
    BY_TAG,
    CODE,
    COMMENT,
    CONTENT,
    EMPTY,
    LINK,
    PLAINTEXT,
    PRE,
    RULE,
    SCRIPT,
)
from shanben.kernels.tree import FIELDS as _NODE

FIELDS = (
    "start", "end", "first", "last", "from", "to", "size", "link", "bold", "listed_code", "links", "cells", "breaks",
    "solid", "cell", "row", "edit", "put",
)  # fmt: skip
"""What is told of a line: where it stands in the text; the numbers of its first and its last piece of the page's texts; where
it stands in the source; its characters, white space aside, and those of them in links, bold type and code; links that begin in
it; cells that it joins; what parts it from the line before (0 nothing or a line of preformatted text, 1 one `<br>`, 2 several,
3 an element). The last five are for the kernel."""

(
    _START, _END, _FIRST, _LAST, _FROM, _TO, _SIZE, _LINK, _BOLD, _LISTED, _LINKS, _CELLS, _BREAKS, _SOLID, _CELL, _ROW, _EDIT,
    _PUT, _FIELDS,
) = range(len(FIELDS) + 1)  # fmt: skip
_NODE_CODE, _NODE_STATE, _NODE_CELL, _NODE_ROW = map(_NODE.index, ("code", "state", "cell", "row"))
_NODE_FIELDS = len(_NODE)
# What a character is: nothing to see, white space that collapses, a line break of preformatted text, a space that stays, as
# no-break and wide ones do, or none; with a bit for those that a reference stands for.
_NONE, _SPACE, _RETURN, _SOFT, _DARK = range(5)
_KIND, _ENTITY = 7, 8
_NEWLINE, _TAB, _BLANK, _CARRIAGE, _AMPERSAND, _NUMBER_SIGN = map(ord, "\n\t \r&#")
_CAPITAL_A, _CAPITAL_Z, _SMALL_A, _SMALL_Z = map(ord, "AZaz")
_HARD, _WIDE_BLANK = 0xA0, 0x3000
_BRS, _ELEMENT = 2, 3


class Lines:
    """The lines of a page, its text, and the edits that make it.

    `table`: the lines, `count` rows of `FIELDS`. All else is written into the arrays handed in; `size`, `changed` and
    `inserted` tell how many characters of the text, edits, and characters that edits put in there are.
    """

    def __init__(
        self,
        source: str,
        text: Sequence[int],
        bounds: Sequence[int],
        tree: tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]],
        traits: Sequence[int],
        reference: Callable[[str, int, int], tuple[str, int]],
        longest: int,
        room: tuple[Any, Any, Any, Any, Any, Any, Any],
    ) -> None:
        """Lay out a page.

        `source`, `text`: its characters. `bounds`: those of its texts and tokens, as of `Tokens`. `tree`: the nodes and what the
        tokens do, as of `Tree`; for each text its node; for each node the rule that takes out its text, -1 where it is shown.
        `traits`: those of each element. `reference`: reads a character reference, given where it begins and where the text ends:
        its characters and its size, 0 for none. `longest`: a row with a longer cell is no line. `room`: for each character that
        is shown its code point, place, end and kind; the text; what edits put in; their starts, ends, sizes and rules.
        """
        self.source, self.text, self.bounds, self.traits = source, text, bounds, traits
        self.nodes, self.acts, self.held, self.unseen = tree
        self.reference, self.longest = reference, longest
        self.codes, self.places, self.afters, self.kinds, self.out, self.put, self.edits = room
        self.count = self.size = self.changed = self.inserted = 0
        self.tokens, self.shown = len(self.acts), 0
        self.starts = array("i", [0]) * (self.tokens + 2)
        # The text that was come to, the state of its characters, and whether its last edit goes on.
        self.piece = self.state = 0
        self.open = False
        # The last reference, the last node that was opened, the links since the last character, the token that is to break
        # the line, and the edit of the last one that did.
        self.entity = self.breaking = self.broken = -1
        self.latest = self.links = 0
        self.rows = False
        # Of the line: its characters, those that are no space, and of them those in links, in bold type, in code.
        self.solid = self.dark = self.linked = self.bold = self.listed = 0
        most = 1 + self._gather()
        self.lines = self.table = memoryview(bytearray(8 * most * _FIELDS)).cast("q", (most, _FIELDS))
        self._lay_out()
        if self.count:
            self._join()

    # ------------------------------------------------------------------ what is shown

    def _gather(self) -> int:
        """Put all characters that are shown in a row, and tell of each what it is; how many breaks there are at most.

        No-break and wide spaces on lines that hold nothing else are white space.
        """
        begin, dark, breaks = 0, False, 0
        self.soft = False
        for piece in range(self.tokens + 1):
            self.starts[piece] = self.shown
            node = self.held[piece]
            if self.unseen[node] < 0:
                first = self.shown
                if self._copy(piece):
                    dark = True
                if self._is_pre(node):
                    breaks += self._returns(first)
            self.starts[piece + 1] = self.shown
            if piece == self.tokens or self._breaks(piece):
                if self.soft and not dark:
                    self._blank(begin, piece)
                begin, dark, breaks = piece + 1, False, breaks + 1
                self.soft = False
        return breaks

    def _copy(self, piece: int) -> bool:
        """Put the characters of a text in the row, its references decoded; whether one of them is no space."""
        unit = self.shown
        at, end = self.bounds[2 * piece], self.bounds[2 * piece + 1]
        dark = False
        while at < end:
            code = self.text[at]
            if code == _AMPERSAND and at + 1 < end and _may_refer(self.text[at + 1]):
                if self.source.startswith("&nbsp;", at, end):  # four of five are this one
                    decoded, size = "\u00a0", 6
                else:
                    decoded, size = self.reference(self.source, at, end)
                if size:
                    for character in decoded:
                        self.codes[unit], self.places[unit], self.afters[unit] = ord(character), at, at + size
                        kind = self._kind(ord(character))
                        self.kinds[unit] = kind | _ENTITY
                        dark = dark or kind == _DARK
                        unit += 1
                    at += size
                    continue
            kind = self._kind(code)
            dark = dark or kind == _DARK
            self.codes[unit], self.places[unit], self.kinds[unit] = code, at, kind
            unit += 1
            at += 1
        self.shown = unit
        return dark

    def _kind(self, code: int) -> int:
        """What a character is."""
        if code > _WIDE_BLANK or (_BLANK < code < _HARD):
            return _DARK
        if code in {_HARD, _WIDE_BLANK}:
            self.soft = True
            return _SOFT
        return _SPACE if _is_white(code) else _DARK if code else _NONE

    def _is_pre(self, node: int) -> bool:
        """Whether the text in an element is preformatted."""
        return self.nodes[node * _NODE_FIELDS + _NODE_STATE] & PRE != 0

    def _returns(self, first: int) -> int:
        """Tell the line breaks of preformatted text, all of whose other white space stays; how many runs of them."""
        codes, kinds, count = self.codes, self.kinds, 0
        for unit in range(first, self.shown):
            if kinds[unit] & _KIND != _SPACE:
                continue
            entity = kinds[unit] & _ENTITY
            kind = _SOFT
            if codes[unit] == _CARRIAGE and not entity and unit + 1 < self.shown and codes[unit + 1] == _NEWLINE:
                kind = _SPACE
            elif codes[unit] in {_NEWLINE, _CARRIAGE}:
                codes[unit] = _NEWLINE
                kind = _RETURN
                if unit == first or kinds[unit - 1] & _KIND != _RETURN:
                    count += 1
            kinds[unit] = kind | entity
        return count

    def _blank(self, first: int, last: int) -> None:
        """Let no-break and wide spaces be white space as other spaces are, but in preformatted text."""
        for piece in range(first, last + 1):
            if not self._is_pre(self.held[piece]):
                for unit in range(self.starts[piece], self.starts[piece + 1]):
                    if self.kinds[unit] & _KIND == _SOFT:
                        self.kinds[unit] = _SPACE | (self.kinds[unit] & _ENTITY)

    def _breaks(self, token: int) -> bool:
        """Whether a token breaks the line."""
        act = self.acts[token]
        if act < 0:
            return ~act in {BREAK, RULE, EMPTY, PLAINTEXT} and self.unseen[self.held[token + 1]] < 0
        return self.unseen[act] < 0 and self.traits[self.nodes[act * _NODE_FIELDS + _NODE_CODE]] & BREAKING != 0

    # ------------------------------------------------------------------ what stands between

    def _lay_out(self) -> None:
        """Write text and edits, and begin a line after each break."""
        codes, kinds, out = self.codes, self.kinds, self.out
        left = space = -1
        wraps = returns = False
        for piece in range(self.tokens + 1):
            for unit in range(self.starts[piece], self.starts[piece + 1]):
                code, kind = codes[unit], kinds[unit] & _KIND
                if kind >= _SOFT:
                    if left < 0:
                        self._write(0, unit, -1, False)
                        self._advance(piece)
                        self._begin(unit, piece, -1)
                    elif left + 1 < unit or self.piece < piece:
                        if wraps and _is_wide(codes[left]) and _is_wide(code):
                            space = -1  # CSS Text 3: no space where a line of the source ends between wide characters
                        self._gap(left, unit, piece, space, returns)
                    if kinds[unit] & _ENTITY or self.links:
                        self._add(unit, code, True)
                    else:
                        self.open = False
                        out[self.size] = code
                        self.size += 1
                    self._count(code)
                    left, space, wraps, returns = unit, -1, False, False
                elif kind == _SPACE:
                    space = unit if space < 0 else space
                    wraps = wraps or code in {_NEWLINE, _CARRIAGE}
                elif kind == _RETURN:
                    returns = True
        if left >= 0:
            self._end(left)
        self._write(left + 1, self.shown, -1, False)
        if left >= 0:
            self.lines[self.count - 1, _LINKS] += self.links
        self._advance(self.tokens)

    def _gap(self, left: int, right: int, piece: int, space: int, returns: bool) -> None:
        """Write what stands between two characters: a break, some line breaks of preformatted text, or a space."""
        token = self.piece
        while token < piece and not self._breaks(token):
            token += 1
        if token < piece:
            self._end(left)
            self.breaking = token
            self._write(left + 1, right, -1, False)
            self._advance(piece)
            self._begin(right, piece, self.broken)
        elif returns:
            self._end(left)
            self._write(left + 1, right, -1, True)
            self._advance(piece)
            self._begin(right, piece, -1)
        else:
            self._write(left + 1, right, space, False)
            self._advance(piece)

    def _write(self, first: int, last: int, space: int, returns: bool) -> None:
        """Write some characters that are white space: one of them as a space, line breaks if they are to stay."""
        for unit in range(first, last):
            if self.starts[self.piece + 1] <= unit:
                piece = self.piece
                while self.starts[piece + 1] <= unit:
                    piece += 1
                self._advance(piece)
            if unit == space:
                self._add(unit, _BLANK, True)
            else:
                self._add(unit, _NEWLINE, returns and self.kinds[unit] & _KIND == _RETURN)

    def _add(self, unit: int, code: int, kept: bool) -> None:
        """Write a character of the text that was come to as one that is kept as it is, replaced, or taken out."""
        at = self.places[unit]
        entity = self.kinds[unit] & _ENTITY != 0
        same = kept and not entity and self.text[at] == code
        if entity:
            if self.entity != at:
                self._change(at, self.afters[unit], BY_ENTITY)
                self.entity = at
        elif not same:
            if not self.open:
                self._change(at, at, BY_SPACE)
            self.edits[1, self.changed - 1] = at + 1
        self.open = not (same or entity)
        if kept:
            if self.links:
                self.lines[self.count - 1, _LINKS] += self.links
                self.links = 0
            self.out[self.size] = code
            self.size += 1
            if not same:
                self._insert(code)

    def _insert(self, code: int) -> None:
        """Let the last edit put in a character."""
        self.edits[2, self.changed - 1] += 1
        self.put[self.inserted] = code
        self.inserted += 1

    def _change(self, start: int, end: int, rule: int) -> None:
        """Begin an edit."""
        at = self.changed
        self.edits[0, at], self.edits[1, at], self.edits[2, at], self.edits[3, at] = start, end, 0, rule
        self.changed = at + 1

    def _advance(self, piece: int) -> None:
        """Take out all tokens and hidden texts up to a text."""
        for token in range(self.piece, piece):
            act, node = self.acts[token], self.held[token + 1]
            rule = BY_TAG
            if act < 0:
                rule = (
                    BY_SCRIPT if ~act == SCRIPT else BY_COMMENT if ~act == COMMENT else BY_HIDDEN if ~act == CONTENT else BY_TAG
                )
            elif act > self.latest:
                self.latest = act
                if self.traits[self.nodes[act * _NODE_FIELDS + _NODE_CODE]] & ANCHOR:
                    self.links += 1
            rule = max(rule, self.unseen[self.held[token]], self.unseen[node])
            self._change(self.bounds[2 * token + 1], self.bounds[2 * token + 2], BY_BLOCK if token == self.breaking else rule)
            if token == self.breaking:
                self.out[self.size] = _NEWLINE
                self.size += 1
                self._insert(_NEWLINE)
                self.broken = self.changed - 1
            if self.unseen[node] >= 0 and self.bounds[2 * token + 2] < self.bounds[2 * token + 3]:
                self._change(self.bounds[2 * token + 2], self.bounds[2 * token + 3], self.unseen[node])
        if piece > self.piece:
            self.piece, self.open, self.entity = piece, False, -1
        self.state = self.nodes[self.held[piece] * _NODE_FIELDS + _NODE_STATE]

    # ------------------------------------------------------------------ lines

    def _begin(self, unit: int, piece: int, edit: int) -> None:
        """Begin a line, after an edit that breaks the one before if it is an element that does."""
        at = self.count
        node = self.held[piece] * _NODE_FIELDS
        self.lines[at, _START], self.lines[at, _FIRST], self.lines[at, _FROM] = self.size, piece, self.places[unit]
        self.lines[at, _CELL], self.lines[at, _ROW] = self.nodes[node + _NODE_CELL], self.nodes[node + _NODE_ROW]
        self.lines[at, _EDIT], self.lines[at, _PUT] = edit, self.inserted - 1
        self.rows = self.rows or self.lines[at, _ROW] > 0
        self.count += 1

    def _end(self, unit: int) -> None:
        """End a line."""
        at = self.count - 1
        self.lines[at, _SOLID], self.lines[at, _SIZE] = self.solid, self.dark
        self.lines[at, _LINK], self.lines[at, _BOLD], self.lines[at, _LISTED] = self.linked, self.bold, self.listed
        self.solid = self.dark = self.linked = self.bold = self.listed = 0
        after = self.afters[unit] if self.kinds[unit] & _ENTITY else self.places[unit] + 1
        self.lines[at, _END], self.lines[at, _LAST], self.lines[at, _TO] = self.size, self.piece, after

    def _count(self, code: int) -> None:
        """Count a character that is shown."""
        self.solid += 1
        if code > _BLANK and code not in {_HARD, _WIDE_BLANK}:
            self.dark += 1
            if self.state & (LINK | BOLD | CODE):
                self.linked += self.state & LINK != 0
                self.bold += self.state & BOLD != 0
                self.listed += self.state & CODE != 0

    def _join(self) -> None:
        """Join the cells of a row that can stand on one line: each of them is one, and none is long, as in tables for layout."""
        lines = self.lines
        bad = self._bad_rows() if self.rows else b""
        line = -1
        for part in range(self.count):
            row = lines[part, _ROW]
            alike = row > 0 and part > 0 and lines[part, _EDIT] >= 0 and row == lines[part - 1, _ROW]
            if alike and not bad[row] and lines[part, _CELL] != lines[part - 1, _CELL]:
                self.out[lines[part, _START] - 1] = self.put[lines[part, _PUT]] = _TAB
                self.edits[3, lines[part, _EDIT]] = BY_CELL
                lines[line, _END], lines[line, _LAST], lines[line, _TO] = lines[part, _END], lines[part, _LAST], lines[part, _TO]
                lines[line, _CELLS] = max(lines[line, _CELLS], 1) + 1
                for field in range(_SIZE, _LINKS + 1):
                    lines[line, field] += lines[part, field]
            else:
                line += 1
                for field in range(_FIELDS):
                    lines[line, field] = lines[part, field]
                if line:
                    lines[line, _BREAKS] = self._parted(lines[line - 1, _LAST], lines[line, _FIRST])
        self.count = line + 1

    def _bad_rows(self) -> bytearray:
        """For each node whether it is a row that has a cell of more than one line, or a long one."""
        nodes = len(self.unseen)
        bad, met = bytearray(nodes), bytearray(nodes)
        for part in range(self.count):
            cell = self.lines[part, _CELL]
            met[cell] = min(met[cell] + 1, 2)
        for part in range(self.count):
            if met[self.lines[part, _CELL]] > 1 or self.lines[part, _SOLID] > self.longest:
                bad[self.lines[part, _ROW]] = 1
        return bad

    def _parted(self, first: int, last: int) -> int:
        """What parts two lines, between whose texts these tokens stand."""
        brs = 0
        for token in range(first, last):
            if self._breaks(token):
                if self.acts[token] >= 0:
                    return _ELEMENT
                brs += 1
        return min(brs, _BRS)


def _is_white(code: int) -> bool:
    """White space that collapses."""
    return code == _BLANK or (_TAB <= code <= _CARRIAGE and code != 11)


def _may_refer(code: int) -> bool:
    """Whether a character may follow the ampersand of a reference: a number sign or a letter of ASCII."""
    return code == _NUMBER_SIGN or _CAPITAL_A <= code <= _CAPITAL_Z or _SMALL_A <= code <= _SMALL_Z


def _is_wide(code: int) -> bool:
    """Whether a character is as wide as an ideograph and is not Hangul, which is written with spaces."""
    return (
        (0x2E80 <= code < 0xA4D0 and not 0x3130 <= code < 0x3190)
        or 0xF900 <= code < 0xFB00
        or 0xFE30 <= code < 0xFE50
        or 0xFF01 <= code < 0xFF61
        or 0x20000 <= code < 0x40000
    )
