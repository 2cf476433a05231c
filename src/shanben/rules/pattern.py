"""What the parse tree of a regular expression tells: whether matching stays linear, and which strings it needs.

Python's matcher backtracks, so that a careless pattern takes quadratic or exponential time. A timing test finds this only
if it happens to pump the right string; the tree shows it for every string. Two things are asked of a rule: no repeat without
an upper bound (a search restarts at every character, so even `a+b` is quadratic), and at most `limits.RULE_WAYS` ways in
which one start can be tried, fewer where a match may start anywhere. Possessive repeats, `{1,9}+`, are tried in one way.
"""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from shanben.limits import RULE_WAYS, RULE_WAYS_ANYWHERE

Node = tuple[Any, Any]
_ONE_CHARACTER = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MANY = 400
_ALTERNATIVES = 20
_REPEATED = 4
DIGIT = "0"
"""Stands for every digit in the strings that a pattern needs."""
_DIGITS = r"\d"
_ANYWHERE = 0xFFFE
_DIGIT_SETS = ((op.CATEGORY, op.CATEGORY_DIGIT), (op.RANGE, (0x30, 0x39)))
# One character of each kind that a class may name; with the pattern's own characters they stand for all.
_KINDS = "a0 _!中é\u3000"


def parse(pattern: str) -> list[Node]:
    """The tree of `pattern`.

    Raises:
        re.error: it is not a regular expression.
    """
    return list(parser.parse(pattern))


def fault(pattern: str) -> str | None:
    """Why `pattern` may not be a rule, or None.

    >>> fault("a{1,9}b"), fault("a+b")
    (None, 'a repeat has no upper bound')
    >>> fault("(?:a{1,50}a{1,50}){1,9}")
    'one start can be tried in more than 2000 ways'
    """
    tree = parse(pattern)
    if _unbounded(tree):
        return "a repeat has no upper bound"
    limit = RULE_WAYS if _anchored(tree) else RULE_WAYS_ANYWHERE
    if _Ways(pattern).of(tree) > limit:
        return f"one start can be tried in more than {limit} ways"
    return None


class Needles(NamedTuple):
    """Strings of which every match holds at least one (none if there is no such set), and by where on the line it ends."""

    strings: frozenset[str]
    reach: int


def needles(pattern: str) -> list[Needles]:
    """What every match of `pattern` holds near the head of the line, or anywhere if it may begin anywhere: the two best sets.

    >>> [(sorted(found.strings), found.reach) for found in needles("^(?:登录|注册)[^。]{0,3}页$")]
    [(['注册', '登录'], 2), (['页'], 6)]
    """
    tree = parse(pattern)
    begins = _anchored(tree)
    return [Needles(strings, reach if begins else _ANYWHERE) for strings, reach in _needles(tree)[:2]]


def hastened(pattern: str) -> str:
    """The same pattern behind a look at the character that it begins with, where it is made of many alternatives.

    The matcher tries each of them at every character; most characters begin none.

    >>> hastened("|".join(["登录", "[注签]册"] * 11)).partition(")")[0]
    '(?=[注登签]'
    """
    heads = _heads(parse(pattern)) if pattern.count("|") >= _ALTERNATIVES else None
    if not heads:
        return pattern
    members = "".join(head if head == _DIGITS else re.escape(head) for head in sorted(heads))
    return f"(?=[{members}])(?:{pattern})"


def _heads(tree: Iterable[Node]) -> frozenset[str] | None:
    r"""The characters that a match may begin with, `\d` for all digits; None where they are not few, or nothing need be there."""
    found: frozenset[str] = frozenset()
    for node in tree:
        kind, argument = node
        if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
            continue
        heads = _heads_of(node)
        if heads is None:
            return None
        found |= heads
        if kind not in _REPEATS or argument[0] > 0:
            return found
    return None


def _heads_of(node: Node) -> frozenset[str] | None:
    kind, argument = node
    if kind is op.LITERAL:
        return frozenset(chr(argument))
    if kind is op.IN:
        if any(part is not op.LITERAL and (part, value) != (op.CATEGORY, op.CATEGORY_DIGIT) for part, value in argument):
            return None
        return frozenset(_DIGITS if part is op.CATEGORY else chr(value) for part, value in argument)
    children = [_heads(child) for child in _children(node)]
    return frozenset().union(*(child for child in children if child)) if children and None not in children else None


def anchored(pattern: str) -> bool:
    """Whether every match begins where the line begins.

    >>> anchored("^登录|^(?:注册|找回)"), anchored("^登录|注册")
    (True, False)
    """
    return _anchored(parse(pattern))


def longest(pattern: str) -> int | None:
    """The longest line that the pattern can match, where it must match the whole line; None if it need not.

    >>> longest("^.{0,9}顶部$"), longest("顶部")
    (11, None)
    """
    tree = parser.parse(pattern)
    return int(tree.getwidth()[1]) if _anchored(list(tree)) and _closed(list(tree)) else None


def _closed(tree: list[Node]) -> bool:
    """Whether every match ends where the line ends."""
    last = tree[-1] if tree else None
    if last is None or last[0] is op.AT:
        return last is not None and last[1] is op.AT_END
    return last[0] in (op.BRANCH, op.SUBPATTERN) and all(_closed(child) for child in _children(last))


def _children(node: Node) -> list[list[Node]]:
    """The sequences inside a node."""
    kind, argument = node
    if kind is op.BRANCH:
        return [list(branch) for branch in argument[1]]
    if kind in _REPEATS:
        return [list(argument[2])]
    if kind is op.SUBPATTERN:
        return [list(argument[3])]
    if kind is op.ATOMIC_GROUP:
        return [list(argument)]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [list(argument[1])]
    return []


def _anchored(tree: list[Node]) -> bool:
    """Whether every match begins where the line begins."""
    first = tree[0] if tree else None
    if first is None or first[0] is op.AT:
        return first is not None and first[1] is op.AT_BEGINNING
    return first[0] in (op.BRANCH, op.SUBPATTERN) and all(_anchored(child) for child in _children(first))


def _unbounded(tree: Iterable[Node]) -> bool:
    """Whether a repeat has no upper bound, or something stands there whose cost the tree does not show."""
    for node in tree:
        if node[0] in (op.GROUPREF, op.GROUPREF_EXISTS):
            return True
        if node[0] in _REPEATS and node[1][1] is op.MAXREPEAT:
            return True
        if any(_unbounded(child) for child in _children(node)):
            return True
    return False


# ---------------------------------------------------------------- ways


class _Ways:
    """An upper bound of the ways in which one start of a pattern can be tried."""

    def __init__(self, pattern: str) -> None:
        self.alphabet = frozenset(pattern) | frozenset(_KINDS)

    def of(self, tree: list[Node], follow: frozenset[str] = frozenset()) -> float:
        """The ways of a sequence that characters of `follow` may follow: those of its nodes multiplied."""
        ways = 1.0
        for at, node in enumerate(tree):
            ways *= self._node(node, self._first(tree[at + 1 :], follow))
        return ways

    def _node(self, node: Node, follow: frozenset[str]) -> float:
        kind, argument = node
        if kind is op.BRANCH:
            return self._branch(_children(node), follow)
        if kind is op.SUBPATTERN:
            return self.of(_children(node)[0], follow)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            return self._repeat(argument[0], argument[1], list(argument[2]), follow)
        return 1

    def _repeat(self, low: int, high: int, body: list[Node], follow: frozenset[str]) -> float:
        """A repeat whose next character tells whether it goes on is tried in one way."""
        first = self._first(body, follow if _may_be_empty(body) else frozenset())
        ways = self.of(body, first | follow)
        if ways == 1:
            return 1 if not first & follow else float(high - low + 1)
        return float((ways ** min(high + 1, 60) - 1) / (ways - 1))

    def _branch(self, branches: list[list[Node]], follow: frozenset[str]) -> float:
        """Only branches that can begin with one same character are tried after each other."""
        firsts = [(self._first(branch, follow), self.of(branch, follow)) for branch in branches]
        return max(1.0, *(sum(ways for first, ways in firsts if character in first) for character in self.alphabet))

    def _first(self, tree: list[Node], follow: frozenset[str]) -> frozenset[str]:
        """The characters that can stand first in a sequence, or after it where it may be empty."""
        found: frozenset[str] = frozenset()
        for node in tree:
            if node[0] is op.AT and node[1] is op.AT_END:
                return found
            found |= self._first_of(node)
            if not _may_be_empty([node]):
                return found
        return found | follow

    def _first_of(self, node: Node) -> frozenset[str]:
        """The characters a node can begin with."""
        if node[0] in _ONE_CHARACTER:
            return frozenset(c for c in self.alphabet if _accepts(node, c))
        if node[0] in (op.AT, op.ASSERT, op.ASSERT_NOT):
            return frozenset()
        return frozenset().union(*(self._first(child, frozenset()) for child in _children(node)))


def _may_be_empty(tree: list[Node]) -> bool:
    for kind, argument in tree:
        if kind in _ONE_CHARACTER or (
            kind not in (op.AT, op.ASSERT, op.ASSERT_NOT)
            and not (kind in _REPEATS and argument[0] == 0)
            and not any(_may_be_empty(child) for child in _children((kind, argument)))
        ):
            return False
    return True


def _accepts(node: Node, character: str) -> bool:
    """Whether a node of one character matches this one."""
    kind, argument = node
    if kind is op.LITERAL:
        return bool(ord(character) == argument)
    if kind is op.NOT_LITERAL:
        return bool(ord(character) != argument)
    if kind is op.ANY:
        return character != "\n"
    negated = argument[0][0] is op.NEGATE
    return negated != any(_in(item, character) for item in argument[negated:])


def _in(item: Node, character: str) -> bool:
    kind, argument = item
    if kind is op.LITERAL:
        return bool(ord(character) == argument)
    if kind is op.RANGE:
        return bool(argument[0] <= ord(character) <= argument[1])
    word = character.isalnum() or character == "_"
    return {
        op.CATEGORY_DIGIT: character.isdigit(),
        op.CATEGORY_NOT_DIGIT: not character.isdigit(),
        op.CATEGORY_SPACE: character.isspace(),
        op.CATEGORY_NOT_SPACE: not character.isspace(),
        op.CATEGORY_WORD: word,
        op.CATEGORY_NOT_WORD: not word,
    }[argument]


# ---------------------------------------------------------------- needles


def _needles(tree: list[Node]) -> list[Needles]:
    """The sets of a sequence, all of which it needs, the best first: the one whose shortest string is longest."""
    candidates: list[Needles] = []
    run, width = frozenset({""}), 0
    for node in tree:
        strings = _strings(node)
        longer = frozenset(map("".join, product(run, strings))) if strings else frozenset()
        if strings and len(longer) <= _MANY:
            run = longer
        else:
            candidates.append(Needles(run, width))
            run = strings if strings and len(strings) <= _MANY else frozenset({""})
            if not strings:
                inner = _inner(node)
                candidates.append(Needles(inner.strings, width + inner.reach))
        width += _width([node])
    candidates.append(Needles(run, width))
    return sorted((found for found in candidates if _worth(found)[0]), key=_worth, reverse=True)


def _width(tree: list[Node]) -> int:
    """The longest string that a sequence matches."""
    return int(parser.SubPattern(parser.State(), tree).getwidth()[1])


def _worth(found: Needles) -> tuple[float, int]:
    """How rare the most common string is, roughly: characters count, digits little; then how few strings there are."""
    weights = (len(string.strip()) - 0.9 * string.count(DIGIT) for string in found.strings)
    return min(min(weights, default=0.0), 4), -len(found.strings)


def _inner(node: Node) -> Needles:
    """What a node that has no finite list of strings needs all the same."""
    kind, argument = node
    none = Needles(frozenset(), 0)
    if kind is op.ASSERT_NOT or (kind in _REPEATS and argument[0] == 0):
        return none
    inner = [_needles(child)[:1] for child in _children(node)]
    if not inner or not all(inner):
        return none
    return Needles(frozenset().union(*(found.strings for (found,) in inner)), max(found.reach for (found,) in inner))


def _strings(node: Node) -> frozenset[str] | None:
    """All strings that a node matches, if they are few."""
    kind, argument = node
    if kind is op.LITERAL:
        return frozenset({DIGIT if chr(argument) in "0123456789" else chr(argument)})
    if kind in (op.AT, op.ASSERT_NOT):
        return frozenset({""})
    if kind is op.IN:
        return _members(argument)
    if kind in _REPEATS and argument[1] <= _REPEATED:
        inner = _sequence(list(argument[2]))
        few = argument[1] <= 1 or argument[0] == argument[1] or inner == frozenset({DIGIT})
        return _repeated(inner, argument[0], argument[1]) if inner and few else None
    if kind in (op.BRANCH, op.SUBPATTERN, op.ATOMIC_GROUP):
        found = [_sequence(child) for child in _children(node)]
        whole = frozenset().union(*(strings for strings in found if strings))
        return whole if all(found) and len(whole) <= _MANY else None
    return None


def _repeated(strings: frozenset[str], low: int, high: int) -> frozenset[str] | None:
    """All strings of so many of `strings`, if they are few."""
    if len(strings) ** high > _MANY:
        return None
    return frozenset("".join(parts) for count in range(low, high + 1) for parts in product(strings, repeat=count))


def _members(items: list[Node]) -> frozenset[str] | None:
    """The characters of a class that lists them; digits stand for each other."""
    if any(kind is not op.LITERAL and (kind, argument) not in _DIGIT_SETS for kind, argument in items):
        return None
    characters = (chr(argument) if kind is op.LITERAL else DIGIT for kind, argument in items)
    return frozenset(DIGIT if character in "0123456789" else character for character in characters)


def _sequence(tree: list[Node]) -> frozenset[str] | None:
    """All strings that a sequence matches, if they are few."""
    whole = frozenset({""})
    for node in tree:
        strings = _strings(node)
        if not strings or len(strings) * len(whole) > _MANY:
            return None
        whole = frozenset(map("".join, product(whole, strings)))
    return whole
