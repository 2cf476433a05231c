"""From tags to a tree: which element each piece of text stands in.

The tree construction of the HTML standard, as far as text can tell: elements that end others (`<li>`, `<p>`, `<td>`), end tags
that find their start only within a scope, formatting elements that go on after the block they were opened in. What the
standard moves (text before a table) stays where the source has it. Depth is capped, and with it the cost of every tag.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from shanben import limits
from shanben.stages.markup import elements as el
from shanben.stages.markup.tags import Tag, Tags

_P, _BODY, _SELECT, _TABLE, _TR, _SVG, _MATH = (el.CODES[name] for name in ("p", "body", "select", "table", "tr", "svg", "math"))
_ROW_GROUPS = el.codes("caption colgroup tbody tfoot thead")
_NOTHING: Final = ~el.SKIP
_PAGE: Final = 255  # stands below all open elements; no element has this code
_ITEMS = {code: group for group in map(el.codes, ("li", "dd dt")) for code in group}
_LISTS: Final = el.codes("dl ol ul")
# What the parts of a table stand in, where nothing is to be ended or made for them.
_HOLDERS: Final = {
    **dict.fromkeys(el.CELLS, el.codes("tr")),
    **dict.fromkeys(_ROW_GROUPS, el.codes("table")),
    _TR: el.codes("table") + _ROW_GROUPS,
}
_PATH_FACTOR, _PATH_MASK = 65_599, (1 << 30) - 1
# What the main loop asks of every tag, near at hand: it runs a thousand times a page.
_CLOSE, _INERT, _RULE, _PLAINTEXT = el.CLOSE, el.INERT, el.RULE, el.PLAINTEXT
_OPENS: Final = frozenset((el.INERT, el.OPEN, el.FORMAT, el.BLOCK, el.TABLE_PART))
_BREAKS: Final = [code in el.BREAKING for code in range(len(el.NAMES))]
_CLOSES_P: Final = [code in el.CLOSES_P for code in range(len(el.NAMES))]
_KINDS: Final = [[el.kind_in(code, kind) for code in range(len(el.NAMES))] for kind in range(el.QUOTE + 1)]
_DEPTH: Final = limits.MARKUP_DEPTH

FIELDS: Final = ("parent", "code", "state", "kind", "box", "cell", "row", "words", "near", "path", "depth")
"""What a node tells of an element. Nodes are told by number, in the order of their start tags; node 0 is the page.

`state`: bits of `elements`, those of all elements around included. `kind`: the kind of its blocks. `box`, `cell`, `row`: the
innermost element that breaks lines, table cell and row, itself included, 0 for none. `words`, `near`: groups of words of its
own attributes, and of those of all elements around too. `path`: a hash of the boxes from the page down. An inline element that
says nothing of its text is no node.
"""

Node = tuple[int, int, int, int, int, int, int, int, int, int, int]


class Tree:
    """The tree of a page.

    `nodes`: its elements. `after`: for each token the node that holds the text after it. `acts`: for each token the node that
    it opens or closes, or `~role` where it does neither. After a `<plaintext>` tag nothing is a token, so both are shorter
    then. `stating`: the tokens that may state facts. `too_deep`: the cap on depth was reached.
    """

    def __init__(self, tokens: Sequence[str]) -> None:
        self.nodes: list[Node] = [(-1, 0, 0, el.OTHER, 0, 0, 0, 0, 0, 0, 0)]
        self.after, self.acts = array("q"), array("q")
        self.stating: list[int] = []
        self.too_deep = False
        self._quirks = _in_quirks(tokens)
        # The open elements: their codes, nodes and tags.
        self._codes, self._open, self._tags = bytearray([_PAGE]), [0], [Tag(_PAGE, el.SKIP)]
        self._foreign = False
        self._read(tokens)

    def _read(self, tokens: Sequence[str]) -> None:
        codes, opened, tags, after, acts = self._codes, self._open, self._tags, self.after, self.acts
        for tag in map(Tags().__getitem__, tokens):
            code, role, _, _, states = tag
            if states:
                self.stating.append(len(acts))
            if role == _CLOSE:
                if codes[-1] == code:
                    del codes[-1], tags[-1]
                    node = opened.pop()
                    acts.append(node if node != opened[-1] else _NOTHING)
                else:
                    acts.append(self._end(code))
            elif role == _INERT and len(codes) <= _DEPTH and not self._foreign:
                codes.append(code)
                opened.append(opened[-1])
                tags.append(tag)
                acts.append(_NOTHING)
            elif role in _OPENS:
                acts.append(self._start(tag) if _ENDING[code] or self._foreign else self._push(tag))
            else:
                if role == _RULE:
                    self._end(_P)
                acts.append(~role)
            after.append(opened[-1])
            if role == _PLAINTEXT:
                break

    # ------------------------------------------------------------------ starts

    def _start(self, tag: Tag) -> int:
        """Open an element, after closing what its start ends; its node."""
        code = tag[0]
        if self._foreign and code in el.LEAVES_FOREIGN:
            self._leave_foreign()
        ends = _ENDS.get(code)
        if ends is not None and not ends(self, code):
            return _NOTHING
        if _CLOSES_P[code]:
            if _P in self._codes and not (code == _TABLE and self._quirks):
                self._end(_P)
            if _SELECT in self._codes:
                self._cut(self._codes.rfind(_SELECT))
        return self._push(tag)

    def _push(self, tag: Tag) -> int:
        """Put an element on the stack, as a node if it says anything of its text; the node."""
        if len(self._open) > _DEPTH:
            self.too_deep = True
            self._truncate(_DEPTH)
        code, role, own_state, words, _ = tag
        up = number = self._open[-1]
        if role != _INERT:
            number = len(self.nodes)
            _, _, state, kind, box, cell, row, _, near, path, depth = self.nodes[up]
            if _BREAKS[code]:
                box, path, kind = number, (path * _PATH_FACTOR + code) & _PATH_MASK, _KINDS[kind][code]
                if code == _TR:
                    cell, row = 0, number
                elif code == _TABLE:
                    cell = row = 0
                elif code in el.CELLS:
                    cell = number
            self.nodes.append((up, code, state | own_state, kind, box, cell, row, words, near | words, path, depth + 1))
        self._codes.append(code)
        self._open.append(number)
        self._tags.append(tag)
        return number

    def _end_item(self, code: int) -> bool:
        """`<li>` ends an open `<li>`, `<dd>` and `<dt>` each other, unless a list began since."""
        if self._codes[-1] in _LISTS:
            return True
        at = max(map(self._codes.rfind, _ITEMS[code]))
        if at >= 0 and not self._between(at, el.IN_ITEM):
            self._cut(at)
        return True

    def _end_same(self, code: int) -> bool:
        """A link ends an open link, a button an open button."""
        if code in self._codes:
            self._end(code)
        return True

    def _end_top(self, code: int) -> bool:
        """Headings, options and readings end their like where it is the innermost element, but for a paragraph that they end."""
        at = len(self._codes) - 1
        paragraph = self._codes.rfind(_P) if code in el.HEADINGS else -1
        if paragraph > 0 and not self._between(paragraph, el.PASSES[_P]):
            at = paragraph - 1
        if self._codes[at] in _LIKE[code]:
            self._cut(at)
        return True

    def _end_table(self, _code: int) -> bool:
        """A table that begins in a table, but in no cell of it, ends it."""
        at = self._codes.rfind(_TABLE)
        if at >= 0 and max(map(self._codes.rfind, el.CELLS)) < at:
            self._cut(at)
        return True

    def _end_body(self, _code: int) -> bool:
        """There is one body."""
        return _BODY not in self._codes

    def _end_parts(self, code: int) -> bool:
        """Parts of a table end those before them; a cell without a row makes one. Without a table they are ignored."""
        if self._codes[-1] in _HOLDERS[code]:
            return True
        table = self._codes.rfind(_TABLE)
        if table < 0:
            return False
        group = max(table, *map(self._codes.rfind, _ROW_GROUPS))
        row = self._codes.rfind(_TR)
        if code in _ROW_GROUPS:
            self._cut(table + 1)
        elif code == _TR or row < table:
            self._cut(group + 1)
        else:
            self._cut(row + 1)
        if code in el.CELLS and row < table:
            self._push(Tag(_TR, el.TABLE_PART))
        return True

    def _enter_foreign(self, _code: int) -> bool:
        self._foreign = True
        return True

    def _leave_foreign(self) -> None:
        """HTML elements end SVG and MathML."""
        at = [at for at in map(self._codes.find, (_SVG, _MATH)) if at >= 0]
        if at:
            self._cut(min(at))
        self._foreign = False

    # ------------------------------------------------------------------ ends

    def _end(self, code: int) -> int:
        """Close the element that an end tag names, if it is open and in scope; its node."""
        at = max(map(self._codes.rfind, _LIKE[code])) if code in el.HEADINGS else self._codes.rfind(code)
        if at < 1 or self._between(at, el.PASSES.get(code, el.ORDINARY)):
            return ~el.EMPTY if code == _P else _NOTHING
        node = self._open[at] if self._open[at] != self._open[at - 1] else _NOTHING
        if el.ROLES[code] == el.FORMAT:
            self._unformat(at)
        else:
            self._cut(at)
        return node

    def _between(self, at: int, passes: bytes) -> bool:
        """Whether an element other than those of `passes` is open above the one at `at`."""
        return bool(self._codes[at + 1 :].translate(None, passes))

    def _cut(self, at: int) -> None:
        """Close all open elements from `at` up, and reopen formatting that has not been closed."""
        if at >= len(self._codes):
            return
        again: dict[int, Tag] = {}
        if self._codes[at:].translate(None, el.NOT_FORMATTING):
            for tag in self._tags[at:]:
                if tag.code in el.MARKERS:
                    break
                if tag.state and tag.code in el.FORMATTING:
                    again[tag.code] = tag
        self._truncate(at)
        for tag in again.values():
            self._push(tag)

    def _unformat(self, at: int) -> None:
        """Close a formatting element alone: blocks and other formatting opened in it stay open."""
        above = self._tags[at + 1 :]
        block = next((i for i, tag in enumerate(above) if tag.code in el.SPECIAL), len(above))
        again = [tag for tag in above[:block] if tag.code in el.FORMATTING] + above[block:]
        if len(again) > limits.MARKUP_REOPENED:
            return
        self._truncate(at)
        for tag in again:
            self._push(tag)

    def _truncate(self, at: int) -> None:
        del self._codes[at:], self._open[at:], self._tags[at:]


_STRICT: Final = re.compile(
    r"""<!doctype \s+ html (?: \s*> | \s+system\s | \s+public\s* ["']
        (?! -//(?:ietf|netscape|microsoft|w3c//dtd\ html\ (?:[23]|4\.0\ ))
          | -//w3c//dtd\ html\ 4\.01\ (?:transitional|frameset)//[^"']*["']\s*> ) )""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)


def _in_quirks(tokens: Sequence[str]) -> bool:
    """Whether browsers read the page as those of the nineties did: it declares no document type, or one of that time."""
    declaration = next((token for token in islice(tokens, 20) if token[:2] == "<!" and token[2:3] != "-"), "")
    return not _STRICT.match(declaration)


_LIKE: Final = {
    code: group for group in map(el.codes, ("h1 h2 h3 h4 h5 h6", "option optgroup", "rb rp rt rtc")) for code in group
}
_ENDS: Final[dict[int, Callable[[Tree, int], bool]]] = {
    **dict.fromkeys(_ITEMS, Tree._end_item),
    **dict.fromkeys(el.codes("a nobr button"), Tree._end_same),
    **dict.fromkeys(_LIKE, Tree._end_top),
    **dict.fromkeys([*_ROW_GROUPS, *el.CELLS, _TR], Tree._end_parts),
    _TABLE: Tree._end_table,
    _BODY: Tree._end_body,
    _SVG: Tree._enter_foreign,
    _MATH: Tree._enter_foreign,
}
_ENDING: Final = [code in _ENDS or closes for code, closes in enumerate(_CLOSES_P)]
"""Whether the start tag of an element may end others."""
