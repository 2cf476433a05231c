"""The builtin engine: what of a text is in the source script converted, with the place of every change."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.document import Revision
from shanben.edits import Edits, Ints, codes_of, text_of
from shanben.scan import class_table
from shanben.stages.script.names import names, places_of, titled
from shanben.stages.script.source import Source, prevails
from shanben.stages.script.table import JAPANESE, LETTER, PORTION, SOURCE, TARGET, TELLING, TELLS, table

_ROUNDS: Final = 4
_SAMPLE: Final = 200
_MAYBE_NOT: Final = TARGET | LETTER | JAPANESE
"""The marks without which everything is in the source script."""
# As many of a number as a text may have characters, in the room of one.
_ZEROS, _ONES = (np.ndarray(sys.maxsize // 8, np.int64, np.array([number]), 0, (0,)) for number in (0, 1))


def converted(text: str, to: str) -> Revision:
    """A text in the script `to`: what is in the other one converted until nothing changes."""
    revision, tells = _once(text, to)
    # A result that does not tell its script would be converted again.
    for _ in range(_ROUNDS):
        if tells or not len(revision.edits):
            break
        again, tells = _once(revision.text, to)
        old, new = codes_of(text), codes_of(again.text)
        places = (old != new).nonzero()[0]
        revision = _revision(text, again.text, places, text_of(new[places]), to)
    return revision


def converted_together(texts: Sequence[str], to: str) -> Iterator[Revision]:
    """Each text as `converted` does it, all at once: joined by line ends, which no word crosses."""
    joined = "\n".join(texts)
    old = codes_of(joined)
    made = table(to).apply(joined, old)
    places = (old != made.codes).nonzero()[0]
    new, inserted = text_of(made.codes), text_of(made.codes.take(places))
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    named = [start for start, _ in titled(joined)] if to != "hans" else []
    alone = np.sort(np.concatenate((made.at(_MAYBE_NOT), np.array(named, np.int64))))
    alone, tells, bounds = (at.searchsorted(starts) for at in (alone, made.at(TELLS), places))
    wholly = (alone[1:] == alone[:-1]) & (tells[1:] > tells[:-1])
    places -= starts[:-1].repeat(np.diff(bounds))
    columns = zip(texts, starts.tolist(), bounds.tolist(), bounds[1:].tolist(), wholly.tolist(), strict=False)
    for text, start, first, last, whole in columns:
        if first == last:
            yield Revision(text, Edits.none(len(text)))
        elif whole:
            yield _revision(text, new[start : start + len(text)], places[first:last], inserted[first:last], to)
        else:
            yield converted(text, to)


def _revision(text: str, new: str, places: Ints, inserted: str, to: str) -> Revision:
    """The revision of a text of which characters changed one for one."""
    count = len(places)
    if not count:
        return Revision(text, Edits.none(len(text)))
    edits = Edits(len(text), places, places + 1, _ONES[:count], inserted, _ZEROS[:count], (f"script.{to}",))
    return Revision(new, edits)


class _Part(NamedTuple):
    """A portion of a text: what it became, where it changed, and to what; whether that tells the script it is in now.

    `marks` are those of the table; `evidence` is there if not all may be in the source script.
    """

    text: str
    places: Ints
    inserted: str
    tells: bool
    marks: NDArray[np.uint8]
    evidence: tuple[int, int] | None


def _once(text: str, to: str) -> tuple[Revision, bool]:
    """What is in the source script converted, and whether the result surely tells its script."""
    portions, known = _portions(text), names(text) if to != "hans" else set()
    # What prevails is taken from the first portion, and is seldom another script in the whole.
    assumed = _prevails([first := _part(portions[0], to, known, True)])
    parts = [first] if assumed else [_part(portions[0], to, known, False)]
    parts += [_part(portion, to, known, assumed) for portion in portions[1:]]
    if _prevails(parts) != assumed:
        parts = [_part(portion, to, known, not assumed) for portion in portions]
    if len(parts) == 1:
        new, places, inserted, tells, _, _ = parts[0]
        return _revision(text, new, places, inserted, to), tells
    at = 0
    for part, portion in zip(parts, portions, strict=True):
        part.places[:] += at
        at += len(portion)
    places = np.concatenate([part.places for part in parts])
    new, inserted = "".join([part.text for part in parts]), "".join([part.inserted for part in parts])
    return _revision(text, new, places, inserted, to), any(part.tells for part in parts)


def _prevails(parts: Sequence[_Part]) -> bool:
    """Whether the source script prevails in the text that has these parts."""
    if not any(part.evidence for part in parts):
        return True
    evidence = [part.evidence or (int(np.count_nonzero(part.marks & SOURCE)), 0) for part in parts]
    return prevails(sum([ours for ours, _ in evidence]), sum([theirs for _, theirs in evidence]))


def _portions(text: str) -> list[str]:
    """Whole lines, so many together as stay in the cache; headings among kana are told from Chinese within one."""
    portions, at = [], 0
    while len(text) - at > PORTION and (end := text.find("\n", at + PORTION) + 1):
        portions.append(text[at:end])
        at = end
    return [*portions, text[at:]]


def _part(text: str, to: str, known: Iterable[str], prevails: bool) -> _Part:
    """A portion of a text in which the source script prevails, or not."""
    old = codes_of(text)
    made = table(to).apply(text, old)
    new, tells, evidence = made.codes, made.has(TELLS), None
    for at in places_of(known, text):
        new[at] = old[at]
    if made.has(_MAYBE_NOT) or not prevails:
        source = Source(text, old, made, prevails)
        evidence = source.evidence
        np.copyto(new, old, where=source.others)
    places = (old != new).nonzero()[0]
    if evidence and tells:  # the first ones are enough to see
        tells = bool((np.uint64(TELLING[to[:4]]) >> class_table().take(new[places[:_SAMPLE]]) & np.uint64(1)).any())
    return _Part(text_of(new), places, text_of(new[places]), tells, made.marks, evidence)
