"""Terms of reprinting in sentences: what forbids it, what asks for credit, what reserves rights.

A statement is not one wording but parts in any order: what one would do (`reprint`), what keeps from it (`ban`, `without`,
`leave`) or is asked for it (`credit`). The table `reprinting.toml` names the parts and which of them make a statement; here
they are found in a sentence, near enough to each other.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final, NamedTuple

from shanben.decoded import Span
from shanben.stages.metadata.known import hastened

_SENTENCE: Final = re.compile(r"(?:[^。!?.\n]++|[.!?](?=[\w,]))++[。!?.]?")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_REACH_HAN: Final = 30
_REACH: Final = 80
_LONGEST: Final = 400
ACTS: Final = ("reprint", "use", "fine")
"""Every statement has just one of these parts: a sentence without them need not be asked for more."""


class Statement(NamedTuple):
    """The `parts` of a statement of `terms`, the `act` among them, and the part of the usual reach that they may be apart.

    `yes` and `no` test it.
    """

    terms: str
    parts: tuple[str, ...]
    act: str
    reach: float
    yes: tuple[str, ...]
    no: tuple[str, ...]


class Grammar(NamedTuple):
    """The table: an expression for each part, the statements, and the expressions that are terms by themselves."""

    parts: dict[str, re.Pattern[str]]
    statements: tuple[Statement, ...]
    formulas: dict[str, re.Pattern[str]]


class Expressions(NamedTuple):
    """The expressions of the table, as they are written."""

    parts: dict[str, str]
    formulas: dict[str, str]


def terms_in(
    line: str, *, acts: Collection[str] = ACTS, formulas: Collection[str] | None = None
) -> Iterator[tuple[str, int, int]]:
    """Yield (name, start, end) of the terms that a folded line states, each once in a sentence.

    Statements are read of these `acts`, and of formulas those of these names; all, if nothing is said of them.

    >>> line = "copyright 2020. reposting needs our consent"
    >>> [(name, line[start:end]) for name, start, end in terms_in(line)]
    [('LicenseRef-No-Reprint', 'reposting needs our consent')]
    """
    before = 0
    for sentence in _SENTENCE.finditer(line) if acts else ():
        start, end = sentence.span()
        if end - start <= _LONGEST:
            for name, (first, last) in _stated(_Parts(line, start, end, before), acts).items():
                yield f"LicenseRef-{name}", max(first, start), last
        before = start
    for name in grammar().formulas if formulas is None else formulas:
        for found_at in grammar().formulas[name].finditer(line):
            yield f"LicenseRef-{name}", *found_at.span()


def _stated(parts: _Parts, acts: Collection[str]) -> dict[str, Span]:
    """For each of the terms of these acts that a sentence states from where to where; acts are what it has least often."""
    acts = [act for act in acts if parts[act]]
    hulls: dict[str, Span] = {}
    for statement in grammar().statements if acts else ():
        if statement.act in acts and (span := parts.hull(statement)):
            hulls[statement.terms] = _both(span, hulls.get(statement.terms, span))
    return hulls


def states(folded: str, statement: Statement) -> bool:
    """Whether a folded sentence makes a statement.

    >>> [states("请转载者注明出处", one) for one in grammar().statements if one.parts == ("reprint", "ask", "credit")]
    [True]
    """
    return _Parts(folded, 0, len(folded), 0).hull(statement) is not None


class _Parts(dict[str, list[Span]]):
    """The parts of the sentence `[start, end)` of a line, found when first asked for; whose it is the one `before` may say."""

    def __init__(self, line: str, start: int, end: int, before: int) -> None:
        self._line, self._start, self._end, self._before = line, start, end, before

    def __missing__(self, part: str) -> list[Span]:
        start = self._before if part == "whose" else self._start
        found = self[part] = [found.span() for found in grammar().parts[part].finditer(self._line, start, self._end)]
        return found

    @cached_property
    def _reach(self) -> int:
        return _REACH_HAN if _HAN.search(self._line, self._start, self._end) else _REACH

    def hull(self, statement: Statement) -> Span | None:
        """From where to where a statement stands; None if a part of it is not there."""
        for part in statement.parts:
            if not self[part]:
                return None
        reach, (first, *others) = int(self._reach * statement.reach), statement.parts
        return next(filter(None, (self._around(at, others, reach) for at in self[first])), None)

    def _around(self, hull: Span, parts: Sequence[str], reach: int) -> Span | None:
        for part in parts:
            if not (near := _nearest(hull, self[part], reach)):
                return None
            hull = _both(hull, near)
        return hull


def _both(one: Span, other: Span) -> Span:
    """From where the first of two spans begins to where the last ends."""
    return min(one[0], other[0]), max(one[1], other[1])


def _nearest(hull: Span, spans: Sequence[Span], reach: int) -> Span | None:
    """The span that is nearest to a hull, of those within reach; one that it holds is nearest of all."""
    at = bisect_left(spans, hull)
    near = [span for span in spans[max(at - 2, 0) : at + 3] if hull[0] - span[1] <= reach and span[0] - hull[1] <= reach]
    return min(near, key=lambda span: max(hull[0] - span[1], span[0] - hull[1]), default=None)


@cache
def grammar() -> Grammar:
    """The table, compiled."""
    statements = tuple(
        Statement(
            row["terms"], tuple(row["parts"]), _act(row["parts"]), row.get("reach", 1.0), tuple(row["yes"]), tuple(row["no"])
        )
        for row in _table("reprinting.toml")["statement"]
    )
    parts, formulas = expressions()
    compiled = {name: re.compile(hastened(expression)) for name, expression in parts.items()}
    return Grammar(compiled, statements, {name: re.compile(expression) for name, expression in formulas.items()})


@cache
def expressions() -> Expressions:
    """The expressions of the table, with the words in their places."""
    table, words = _table("reprinting.toml"), dict[str, str]()
    for name, word in (*_table("terms.toml")["words"].items(), *table["words"].items()):
        words[name] = joined([word], words)
    parts, formulas = ({name: joined(ways, words) for name, ways in table[section].items()} for section in ("parts", "formulas"))
    return Expressions(parts, formulas)


def _act(parts: Collection[str]) -> str:
    """The act among the parts of a statement."""
    (act,) = (part for part in parts if part in ACTS)
    return act


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("shanben.tables").joinpath(name).read_text("utf-8"))


def joined(ways: Sequence[str], words: Mapping[str, str]) -> str:
    """The ways of saying something as one expression, with the named words in their places."""
    expression = "|".join(ways)
    for name, word in words.items():
        expression = expression.replace(f"<{name}>", f"(?:{word})")
    return expression
