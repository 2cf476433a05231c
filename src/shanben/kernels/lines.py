"""From the tree to lines: which characters of the source are shown, and what stands between them.

A browser shows a run of white space as one space, and none at the edges of a line; block elements and `<br>` break lines. So
the text of a page is a choice among its source characters, with a space, a tab or a line break at some of the places where
something was left out. The characters that are shown are put in a row, and are then gone over once, gap by gap.
"""

from __future__ import annotations

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
    _START, _END, _FIRST, _LAST, _FROM, _TO, _SIZE, _LINK, _BOLD, _LISTED, _LINKS, _CELLS, _BREAKS, _SOLID, _CELL, _ROW, _EDIT, _PUT,
    _FIELDS,
) = range(len(FIELDS) + 1)  # fmt: skip
_NODE_CODE, _NODE_STATE, _NODE_CELL, _NODE_ROW = map(_NODE.index, ("code", "state", "cell", "row"))
_NODE_FIELDS = len(_NODE)
_UNIT_CODE, _UNIT_AT, _UNIT_AFTER, _UNIT_PIECE, _UNIT_WHAT, UNIT_FIELDS = range(6)
# What a character is: nothing to see, white space that collapses, a line break of preformatted text, or shown.
_NONE, _SPACE, _RETURN, _SHOWN = range(4)
_NEWLINE, _TAB, _BLANK, _CARRIAGE, _AMPERSAND = 10, 9, 32, 13, 38
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
        room: tuple[Any, Any, Any, Any],
    ) -> None:
        """Lay out a page.

        `source`, `text`: its characters. `bounds`: those of its texts and tokens, as of `Tokens`. `tree`: the nodes and what the
        tokens do, as of `Tree`; for each text its node; for each node the rule that takes out its text, -1 where it is shown.
        `traits`: those of each element. `reference`: reads a character reference, given where it begins and where the text ends:
        its characters and its size, 0 for none. `longest`: a row with a longer cell is no line. `room`: rows of numbers of the
        characters that are shown, `UNIT_FIELDS` of them; the text; starts, ends, sizes and rules of the edits; what they put in.
        """
        self.source, self.text, self.bounds, self.traits = source, text, bounds, traits
        self.nodes, self.acts, self.held, self.unseen = tree
        self.reference, self.longest = reference, longest
        self.units, self.out, self.edits, self.put = room
        self.count = self.size = self.changed = self.inserted = 0
        self.tokens, self.shown = len(self.acts), 0
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
        begin, solid, soft, breaks = 0, False, False, 0
        for piece in range(self.tokens + 1):
            node = self.held[piece]
            if self.unseen[node] < 0:
                pre = self.nodes[node * _NODE_FIELDS + _NODE_STATE] & PRE != 0
                first = self.shown
                self._copy(piece)
                for unit in range(first, self.shown):
                    code, what = self.units[_UNIT_CODE, unit], _SHOWN
                    if code == 0:
                        what = _NONE
                    elif _is_white(code):
                        what = self._white(unit) if pre else _SPACE
                        if what == _RETURN:
                            breaks += 1
                    elif code not in {_HARD, _WIDE_BLANK}:
                        solid = True
                    elif not pre:
                        soft = True
                    self.units[_UNIT_WHAT, unit] = what
            if piece == self.tokens or self._breaks(piece):
                if soft and not solid:
                    self._blank(begin)
                begin, solid, soft = self.shown, False, False
                breaks += 1
        return breaks

    def _copy(self, piece: int) -> None:
        """Put the characters of a text in the row, its references decoded."""
        text, units, unit = self.text, self.units, self.shown
        at, end = self.bounds[2 * piece], self.bounds[2 * piece + 1]
        while at < end:
            decoded, size = "", 0
            if text[at] == _AMPERSAND:
                decoded, size = self.reference(self.source, at, end)
            if size:
                for character in decoded:
                    units[_UNIT_CODE, unit] = ord(character)
                    units[_UNIT_AT, unit], units[_UNIT_AFTER, unit], units[_UNIT_PIECE, unit] = at, at + size, piece
                    unit += 1
                at += size
            else:
                units[_UNIT_CODE, unit] = text[at]
                units[_UNIT_AT, unit], units[_UNIT_AFTER, unit], units[_UNIT_PIECE, unit] = at, at + 1, piece
                unit += 1
                at += 1
        self.shown = unit

    def _white(self, unit: int) -> int:
        """What white space of preformatted text is; a carriage return may be a line break alone or with the one after it."""
        units = self.units
        code = units[_UNIT_CODE, unit]
        if code == _CARRIAGE:
            lone = units[_UNIT_AFTER, unit] - units[_UNIT_AT, unit] > 1 or unit + 1 == self.shown
            if not lone and units[_UNIT_CODE, unit + 1] == _NEWLINE:
                return _SPACE
            units[_UNIT_CODE, unit] = _NEWLINE
            return _RETURN
        return _RETURN if code == _NEWLINE else _SHOWN

    def _blank(self, begin: int) -> None:
        """Let no-break and wide spaces be white space as other spaces are, but in preformatted text."""
        for unit in range(begin, self.shown):
            code, node = self.units[_UNIT_CODE, unit], self.held[self.units[_UNIT_PIECE, unit]]
            if code in {_HARD, _WIDE_BLANK} and not self.nodes[node * _NODE_FIELDS + _NODE_STATE] & PRE:
                self.units[_UNIT_WHAT, unit] = _SPACE

    def _breaks(self, token: int) -> bool:
        """Whether a token breaks the line."""
        act = self.acts[token]
        if act < 0:
            return ~act in {BREAK, RULE, EMPTY, PLAINTEXT} and self.unseen[self.held[token + 1]] < 0
        return self.unseen[act] < 0 and self.traits[self.nodes[act * _NODE_FIELDS + _NODE_CODE]] & BREAKING != 0

    # ------------------------------------------------------------------ what stands between

    def _lay_out(self) -> None:
        """Write text and edits, and begin a line after each break."""
        units = self.units
        left = space = -1
        wraps = returns = False
        for unit in range(self.shown):
            code, what = units[_UNIT_CODE, unit], units[_UNIT_WHAT, unit]
            if what == _SHOWN:
                if left < 0:
                    self._write(0, unit, -1, False)
                    self._begin(unit, -1)
                elif left + 1 < unit or units[_UNIT_PIECE, left] != units[_UNIT_PIECE, unit]:
                    if wraps and _is_wide(units[_UNIT_CODE, left]) and _is_wide(code):
                        space = -1  # CSS Text 3: no space where a line of the source ends between wide characters
                    self._gap(left, unit, space, returns)
                self._add(unit, code, True)
                self._count(code)
                left, space, wraps, returns = unit, -1, False, False
            elif what == _SPACE:
                space = unit if space < 0 else space
                wraps = wraps or code in {_NEWLINE, _CARRIAGE}
            elif what == _RETURN:
                returns = True
        self._write(left + 1, self.shown, -1, False)
        if left >= 0:
            self._end(left)
            self.lines[self.count - 1, _LINKS] += self.links
        self._advance(self.tokens)

    def _gap(self, left: int, right: int, space: int, returns: bool) -> None:
        """Write what stands between two characters: a break, some line breaks of preformatted text, or a space."""
        token, last = self.units[_UNIT_PIECE, left], self.units[_UNIT_PIECE, right]
        while token < last and not self._breaks(token):
            token += 1
        if token < last:
            self._end(left)
            self.breaking = token
            self._write(left + 1, right, -1, False)
            self._advance(last)
            self._begin(right, self.broken)
        elif returns:
            self._end(left)
            self._write(left + 1, right, -1, True)
            self._begin(right, -1)
        else:
            self._write(left + 1, right, space, False)

    def _write(self, first: int, last: int, space: int, returns: bool) -> None:
        """Write some characters that are white space: one of them as a space, line breaks if they are to stay."""
        for unit in range(first, last):
            if unit == space:
                self._add(unit, _BLANK, True)
            else:
                self._add(unit, _NEWLINE, returns and self.units[_UNIT_WHAT, unit] == _RETURN)

    def _add(self, unit: int, code: int, kept: bool) -> None:
        """Write a character as one that is kept as it is, replaced, or taken out."""
        at, after = self.units[_UNIT_AT, unit], self.units[_UNIT_AFTER, unit]
        if self.units[_UNIT_PIECE, unit] != self.piece:
            self._advance(self.units[_UNIT_PIECE, unit])
        entity = after - at > 1
        same = kept and not entity and self.text[at] == code
        if entity and self.entity != at:
            self._change(at, after, BY_ENTITY)
            self.entity = at
        elif not (same or entity or self.open):
            self._change(at, after, BY_SPACE)
        self.open = not (same or entity)
        if not same:
            self.edits[1, self.changed - 1] = after
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
        edits, at = self.edits, self.changed
        edits[0, at], edits[1, at], edits[2, at], edits[3, at] = start, end, 0, rule
        self.changed = at + 1

    def _advance(self, piece: int) -> None:
        """Take out all tokens and hidden texts up to a text."""
        bounds, nodes = self.bounds, self.nodes
        for token in range(self.piece, piece):
            act, node = self.acts[token], self.held[token + 1]
            rule = BY_TAG
            if act < 0:
                rule = (
                    BY_SCRIPT if ~act == SCRIPT else BY_COMMENT if ~act == COMMENT else BY_HIDDEN if ~act == CONTENT else BY_TAG
                )
            elif act > self.latest:
                self.latest = act
                if self.traits[nodes[act * _NODE_FIELDS + _NODE_CODE]] & ANCHOR:
                    self.links += 1
            rule = max(rule, self.unseen[self.held[token]], self.unseen[node])
            self._change(bounds[2 * token + 1], bounds[2 * token + 2], BY_BLOCK if token == self.breaking else rule)
            if token == self.breaking:
                self.out[self.size] = _NEWLINE
                self.size += 1
                self._insert(_NEWLINE)
                self.broken = self.changed - 1
            if self.unseen[node] >= 0 and bounds[2 * token + 2] < bounds[2 * token + 3]:
                self._change(bounds[2 * token + 2], bounds[2 * token + 3], self.unseen[node])
        self.piece, self.open, self.entity = piece, False, -1
        self.state = nodes[self.held[piece] * _NODE_FIELDS + _NODE_STATE]

    # ------------------------------------------------------------------ lines

    def _begin(self, unit: int, edit: int) -> None:
        """Begin a line, after an edit that breaks the one before if it is an element that does."""
        lines, at, piece = self.lines, self.count, self.units[_UNIT_PIECE, unit]
        node = self.held[piece] * _NODE_FIELDS
        lines[at, _START], lines[at, _FIRST], lines[at, _FROM] = self.size, piece, self.units[_UNIT_AT, unit]
        lines[at, _CELL], lines[at, _ROW] = self.nodes[node + _NODE_CELL], self.nodes[node + _NODE_ROW]
        lines[at, _EDIT], lines[at, _PUT] = edit, self.inserted - 1
        self.rows = self.rows or lines[at, _ROW] > 0
        self.count += 1

    def _end(self, unit: int) -> None:
        """End a line."""
        lines, at = self.lines, self.count - 1
        lines[at, _SOLID], lines[at, _SIZE] = self.solid, self.dark
        lines[at, _LINK], lines[at, _BOLD], lines[at, _LISTED] = self.linked, self.bold, self.listed
        self.solid = self.dark = self.linked = self.bold = self.listed = 0
        lines[at, _END], lines[at, _LAST], lines[at, _TO] = (
            self.size,
            self.units[_UNIT_PIECE, unit],
            self.units[_UNIT_AFTER, unit],
        )

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


def _is_wide(code: int) -> bool:
    """Whether a character is as wide as an ideograph and is not Hangul, which is written with spaces."""
    return (
        (0x2E80 <= code < 0xA4D0 and not 0x3130 <= code < 0x3190)
        or 0xF900 <= code < 0xFB00
        or 0xFE30 <= code < 0xFE50
        or 0xFF01 <= code < 0xFF61
        or 0x20000 <= code < 0x40000
    )
