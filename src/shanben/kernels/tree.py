"""From tags to a tree: which element each piece of text stands in.

The tree construction of the HTML standard, as far as text can tell: elements that end others (`<li>`, `<p>`, `<td>`), end tags
that find their start only within a scope, formatting elements that go on after the block they were opened in. What the
standard moves (text before a table) stays where the source has it. Depth is capped, and with it the cost of every tag.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from shanben.kernels.html import (
    ALONE,
    BLOCK,
    BODY,
    BREAKING,
    CELL,
    CLOSE,
    CLOSES_P,
    EMPTY,
    FOREIGN,
    FORMAT,
    FORMATTING,
    HEADING,
    INERT,
    ITEM_SCOPE,
    LEAVES_FOREIGN,
    LIST,
    LIST_ITEM,
    MARKER,
    OPEN,
    OPTION,
    PARAGRAPH,
    ROW,
    ROW_GROUP,
    RUBY_PART,
    RULE,
    SELECT,
    SKIP,
    SPECIAL,
    TABLE,
    TABLE_PART,
    TERM,
)

FIELDS = ("parent", "code", "state", "kind", "box", "cell", "row", "words", "near", "path", "depth")
"""What a node tells of an element. Nodes are told by number, in the order of their start tags; node 0 is the page.

`state`: bits, those of all elements around included. `kind`: the kind of its blocks. `box`, `cell`, `row`: the innermost
element that breaks lines, table cell and row, itself included, 0 for none. `words`, `near`: groups of words of its own
attributes, and of those of all elements around too. `path`: a hash of the boxes from the page down. An inline element that
says nothing of its text is no node.
"""

_, _CODE, _STATE, _KIND, _BOX, _CELL, _ROW, _WORDS, _NEAR, _PATH, _DEPTH, _FIELDS = range(len(FIELDS) + 1)
_PATH_FACTOR, _PATH_MASK = 65_599, (1 << 30) - 1
_LIKE = HEADING | OPTION | RUBY_PART
_ITEM = LIST_ITEM | TERM
_PART = ROW_GROUP | ROW | CELL
_ENDING = _LIKE | _ITEM | _PART | ALONE | BODY | FOREIGN | TABLE | CLOSES_P
_NOTHING = ~SKIP


class Tree:
    """The tree of a page.

    `nodes`: its elements, `count` rows of `FIELDS`. `after`: for each token the node that holds the text after it. `acts`: for
    each token the node that it opens or closes, or `~role` where it does neither. `too_deep`: the cap on depth was reached.
    """

    def __init__(
        self,
        said: Any,
        count: int,
        elements: tuple[Sequence[int], Sequence[int], Sequence[int]],
        codes: tuple[int, int],
        quirks: bool,
        caps: tuple[int, int],
    ) -> None:
        """Build a tree.

        `said`: the codes, roles, states and words of so many tokens. `elements`: for each code, and for the page itself after
        the last, the traits of the element and those that its end tag does not reach beyond; for each kind of blocks and each
        code the kind of the blocks within. `codes`: those of paragraphs and rows. `quirks`: tables end no paragraph. `caps`:
        how many elements may be open, and how many one end tag may reopen.
        """
        self.traits, self.barriers, self.kinds = elements
        self.known = len(self.traits) - 1
        self.paragraph, self.row = codes
        self.quirks = quirks
        self.most, self.reopened = caps
        # The open elements, the page below all: their nodes, and what their tags say.
        self.size = 1
        self.open, self.held, self.roles, self.states, self.words = (array("i", [0]) * (self.most + 2) for _ in range(5))
        self.open[0] = self.known
        self.again = array("i", [0]) * self.known
        self.foreign = self.too_deep = False
        self.count = 1
        self.nodes = self.rows = array("q", [0]) * (_FIELDS * (count + 2))
        self.rows[0] = -1
        self.after, self.acts = array("q", [0]) * count, array("q", [0]) * count
        self._read(count, said)

    def _read(self, count: int, said: Any) -> None:
        acts, after = self.acts, self.after
        for at in range(count):
            code, role = said[0, at], said[1, at]
            act = _NOTHING
            if role == CLOSE:
                if self.open[self.size - 1] == code:
                    self.size -= 1
                    act = self._own(self.size)
                else:
                    act = self._end(code)
            elif role == INERT and self.size <= self.most and not self.foreign:
                self._push(code, role, 0, 0)
            elif role in {INERT, OPEN, FORMAT, BLOCK, TABLE_PART}:
                if not (self.foreign or self.traits[code] & _ENDING) or self._makes_way(code):
                    act = self._push(code, role, said[2, at], said[3, at])
            else:
                if role == RULE:
                    self._end(self.paragraph)
                act = ~role
            acts[at], after[at] = act, self.held[self.size - 1]

    # ------------------------------------------------------------------ starts

    def _push(self, code: int, role: int, state: int, words: int) -> int:
        """Put an element on the stack, as a node if it says anything of its text; the node."""
        if self.size > self.most:
            self.too_deep = True
            self.size = self.most
        number = self.held[self.size - 1]
        if role != INERT:
            number = self._add_node(number, code, state, words)
        at = self.size
        self.open[at], self.held[at], self.roles[at], self.states[at], self.words[at] = code, number, role, state, words
        self.size += 1
        return number

    def _add_node(self, parent: int, code: int, state: int, words: int) -> int:
        """Write down a node; its number."""
        number = self.count
        if (number + 1) * _FIELDS > len(self.rows):
            self._grow()
        traits = self.traits[code]
        up, at = parent * _FIELDS, number * _FIELDS
        for field in range(_FIELDS):
            self.rows[at + field] = self.rows[up + field]
        self.rows[at], self.rows[at + _CODE], self.rows[at + _WORDS] = parent, code, words
        self.rows[at + _STATE] |= state
        self.rows[at + _NEAR] |= words
        self.rows[at + _DEPTH] += 1
        if traits & BREAKING:
            self.rows[at + _BOX] = number
            self.rows[at + _PATH] = (self.rows[at + _PATH] * _PATH_FACTOR + code) & _PATH_MASK
            self.rows[at + _KIND] = self.kinds[self.rows[at + _KIND] * self.known + code]
            if traits & ROW:
                self.rows[at + _CELL], self.rows[at + _ROW] = 0, number
            elif traits & TABLE:
                self.rows[at + _CELL] = self.rows[at + _ROW] = 0
            elif traits & CELL:
                self.rows[at + _CELL] = number
        self.count = number + 1
        return number

    def _grow(self) -> None:
        """Make room for twice as many nodes: elements that are reopened are nodes, too."""
        nodes = array("q", [0]) * (2 * len(self.rows))
        for at in range(len(self.rows)):
            nodes[at] = self.rows[at]
        self.nodes = self.rows = nodes

    def _makes_way(self, code: int) -> bool:
        """Close what the start tag of an element ends; whether the element opens at all."""
        traits = self.traits[code]
        if self.foreign and traits & LEAVES_FOREIGN:
            self._leave_foreign()
        if traits & _ITEM:
            self._end_item(traits & _ITEM)
        elif traits & ALONE:
            self._end(code)
        elif traits & _LIKE:
            self._end_top(traits & _LIKE)
        elif traits & _PART:
            if not self._end_parts(traits):
                return False
        elif traits & TABLE:
            at = self._last(TABLE)
            if at and self._last(CELL) < at:
                self._cut(at)
        elif traits & BODY:
            if self._last(BODY):
                return False
        elif traits & FOREIGN:
            self.foreign = True
        if traits & CLOSES_P:
            if self._last(PARAGRAPH) and not (self.quirks and traits & TABLE):
                self._end(self.paragraph)
            at = self._last(SELECT)
            if at:
                self._cut(at)
        return True

    def _end_item(self, like: int) -> None:
        """`<li>` ends an open `<li>`, `<dd>` and `<dt>` each other, unless a list began since."""
        if not self.traits[self.open[self.size - 1]] & LIST:
            at = self._last(like)
            if at and not self._any(at + 1, ITEM_SCOPE):
                self._cut(at)

    def _end_top(self, like: int) -> None:
        """Headings, options and readings end their like where it is the innermost element, but for a paragraph that they end."""
        at = self.size - 1
        if like & HEADING:
            paragraph = self._last(PARAGRAPH)
            if paragraph and not self._any(paragraph + 1, self.barriers[self.paragraph]):
                at = paragraph - 1
        if self.traits[self.open[at]] & like:
            self._cut(at)

    def _end_parts(self, traits: int) -> bool:
        """Parts of a table end those before them; a cell without a row makes one. Without a table they are ignored."""
        holder = ROW if traits & CELL else TABLE if traits & ROW_GROUP else TABLE | ROW_GROUP
        if self.traits[self.open[self.size - 1]] & holder:
            return True
        table = self._last(TABLE)
        if not table:
            return False
        row = self._last(ROW)
        if traits & ROW_GROUP:
            self._cut(table + 1)
        elif traits & ROW or row < table:
            self._cut(max(table, self._last(ROW_GROUP)) + 1)
        else:
            self._cut(row + 1)
        if traits & CELL and row < table:
            self._push(self.row, TABLE_PART, 0, 0)
        return True

    def _leave_foreign(self) -> None:
        """HTML elements end SVG and MathML."""
        for at in range(1, self.size):
            if self.traits[self.open[at]] & FOREIGN:
                self._cut(at)
                break
        self.foreign = False

    # ------------------------------------------------------------------ ends

    def _end(self, code: int) -> int:
        """Close the element that an end tag names, if it is open and in scope; its node."""
        traits = self.traits[code]
        at = self.size - 1
        if traits & HEADING:
            at = self._last(HEADING)
        else:
            while at and self.open[at] != code:
                at -= 1
        if not at or self._any(at + 1, self.barriers[code]):
            return ~EMPTY if traits & PARAGRAPH else _NOTHING
        node = self._own(at)
        if traits & FORMATTING:
            self._unformat(at)
        else:
            self._cut(at)
        return node

    def _own(self, at: int) -> int:
        """The node of an open element, if it is one."""
        return self.held[at] if self.held[at] != self.held[at - 1] else _NOTHING

    def _last(self, traits: int) -> int:
        """The innermost open element that has one of some traits, 0 for none."""
        at = self.size - 1
        while at and not self.traits[self.open[at]] & traits:
            at -= 1
        return at

    def _any(self, at: int, traits: int) -> bool:
        """Whether an element that has one of some traits is open from a place up."""
        return self._last(traits) >= at

    def _cut(self, at: int) -> None:
        """Close all open elements from `at` up, and reopen formatting that has not been closed, the last of each name."""
        count = 0
        for inner in range(at, self.size):
            traits = self.traits[self.open[inner]]
            if traits & MARKER:
                break
            if traits & FORMATTING and self.states[inner]:
                place = 0
                while place < count and self.open[self.again[place]] != self.open[inner]:
                    place += 1
                self.again[place] = inner
                count = max(count, place + 1)
        self.size = min(self.size, at)
        for place in range(count):
            self._push_again(self.again[place])

    def _unformat(self, at: int) -> None:
        """Close a formatting element alone: blocks and other formatting opened in it stay open."""
        top = self.size
        block = at + 1
        count = 0
        while block < top and not self.traits[self.open[block]] & SPECIAL:
            if self.traits[self.open[block]] & FORMATTING:
                count += 1
            block += 1
        if count + top - block <= self.reopened:
            self.size = at
            for inner in range(at + 1, top):
                if inner >= block or self.traits[self.open[inner]] & FORMATTING:
                    self._push_again(inner)

    def _push_again(self, at: int) -> None:
        """Reopen an element that stood at a place of the stack, which is not below the top."""
        self._push(self.open[at], self.roles[at], self.states[at], self.words[at])
