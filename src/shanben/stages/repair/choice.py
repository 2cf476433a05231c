"""Which of several ways to read bytes out of step is language: what is sure of it, what is a guess, what stays open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from shanben.document import Flag
from shanben.edits import Edit
from shanben.stages.repair.overlap import apart
from shanben.stages.repair.realign import READING, Parts, Run
from shanben.tables.readings import is_reading
from shanben.view import Outcome

RULE: Final = "repair.shift"
_GLOSS: Final = re.compile(rf"\({READING}")
# By how much the best way to read a place must lead, and be better than what stands there, in nats; of a last character less
# is enough, for a guess.
_LEAD: Final = 7.0
_GAIN: Final = 6.0
_LEAD_GUESSED: Final = 3.0
_CONTEXT: Final = 12
"""What the model sees before a run and behind it, in characters."""
_BEAM: Final = 12
"""How many beginnings of a run are kept, the likeliest."""
_STOP: Final = 3.3
"""How much likelier a full stop is at the head of a run than the model says, in nats: the model takes all marks for one."""
_STOP_CLOSING: Final = 10.0
"""The same before a mark that closes a quotation. Before one that opens it a word may end as well."""
_CLOSING: Final = frozenset("”’」』》〉）")
_OPENING: Final = frozenset("“‘「『《〈（")
_LEAD_HEAD: Final = 1.0
"""By how much the best head of a run must lead: few characters can stand there."""


class Way(NamedTuple):
    """One way to read a run: what it costs with what stands around it, in nats, what it says, where the text goes on."""

    cost: float
    put: str
    end: int


def filled(text: str, start: int, found: Sequence[Run], *, is_headed: bool = False, gain: float = _GAIN) -> Iterator[Edit | Flag]:
    """The edit that puts in what is sure of a place, and a guess of its last character; flags where something is not sure.

    `is_headed` if the runs have a head, the character whose second byte was taken for the first of a mark; what is put in must
    be `gain` nats better than what stands there.
    """
    best, *others, unread = likeliest(text, start, found)
    close = [way for way in others if way.cost - best.cost < (_LEAD_HEAD if is_headed and way.put[0] != best.put[0] else _LEAD)]
    if unread.cost - best.cost < gain or any((way.end, len(way.put)) != (best.end, len(best.put)) for way in close):
        yield Flag(RULE, start, best.end)
        return
    closest = [way for way in close if way.cost - best.cost < _LEAD_GUESSED]
    sure, guessed = _agreed([best, *close]), _agreed([best, *closest])[-1]
    put = sure[:-1] + guessed
    if "?" in put:
        yield Flag(RULE, start, best.end)
    if put[-1] != sure[-1]:
        yield Flag("repair.doubtful", start, best.end)
    if 2 * put.count("?") < len(put):
        yield Edit(start, _end(text, best), put, RULE)


def settled(found: Iterable[Edit | Flag]) -> Outcome:
    """The edits that do not overlap an earlier one, and the flags of places that no edit reads."""
    rows = list(found)
    edits = apart(row for row in rows if isinstance(row, Edit))
    inside = {at for edit in edits for at in range(edit.start + 1, edit.end)}
    return Outcome(edits, [row for row in rows if isinstance(row, Flag) and row.start not in inside])


def _agreed(ways: Sequence[Way]) -> str:
    """What ways of one length agree on, with `?` where they do not."""
    columns = zip(*(way.put for way in ways), strict=True)
    return "".join(column[0] if len(set(column)) == 1 else "?" for column in columns)


def _end(text: str, way: Way) -> int:
    """Where the text goes on, behind the reading of the last character: no person could have written it there."""
    gloss = _GLOSS.match(text, way.end)
    return gloss.end() if gloss and is_reading(way.put[-1], gloss[1]) else way.end


def likeliest(text: str, start: int, found: Sequence[Run]) -> list[Way]:
    """The ways to read the text from `start` on, the likeliest first; the last is the text as it stands."""
    before = text[max(0, start - _CONTEXT) : start].rjust(2, "\n")
    horizon = max(run.end for run in found) + _CONTEXT
    ways = sorted(way for run in found for way in _ways(before, run, text[run.end : horizon] + "\n"))
    as_it_stands = Run(((text[start : horizon - _CONTEXT],),), horizon - _CONTEXT)
    return [*ways, *_ways(before, as_it_stands, text[as_it_stands.end : horizon] + "\n")]


def _ways(before: str, run: Run, after: str) -> Iterator[Way]:
    """The likeliest ways to read one run between what stands before and after it."""
    beam = [(0.0, "")]
    for part in (*_joined(run.parts), (after,)):
        tails = [(cost - (0.0 if put else _bonus(more)), put, more) for cost, put in beam for more in part]
        costs = _costs([before + put for _, put, _ in tails], [more for _, _, more in tails])
        beam = sorted((cost + new, put + more) for (cost, put, more), new in zip(tails, costs, strict=True))[:_BEAM]
    for cost, put in beam:
        yield Way(cost, put[: len(put) - len(after)], run.end)


def _bonus(head: str) -> float:
    """How much likelier than the model says a run begins so."""
    following = head[1:2]
    if head[0] != "。" or following in _OPENING:
        return 0.0
    return _STOP_CLOSING if following in _CLOSING else _STOP


def _joined(parts: Parts) -> Iterator[tuple[str, ...]]:
    """The parts, with those that say one thing joined to the ones before them."""
    last: tuple[str, ...] = ("",)
    for part in parts:
        if len(part) == 1 or len(last) == 1:
            last = tuple(one + more for one in last for more in part)
        else:
            yield last
            last = part
    yield last


def _costs(contexts: Sequence[str], texts: Sequence[str]) -> list[float]:
    """What the language model says that each text costs after the two last characters of its context.

    The mean of what it says of a character after two others and after one: among many choices one is always there that the
    model's short fingerprints take for a triple that it knows.
    """
    from shanben.language import fold, model  # noqa: PLC0415  (a table of megabytes that few texts need)

    pieces = [context[-2:] + text for context, text in zip(contexts, texts, strict=True)]
    codes = fold("".join(pieces))
    line_end = np.full(len(codes) - 1, fold("\n")[0])
    after_one = model().costs_after(np.column_stack((line_end, codes[:-1])), codes[1:])
    running = np.append((0, 0), np.cumsum((model().costs(codes)[1:] + after_one) / 2, dtype=np.float64))
    ends = np.cumsum([len(piece) for piece in pieces])
    lengths = np.array([len(text) for text in texts])
    return [float(cost) for cost in running[ends] - running[ends - lengths]]
