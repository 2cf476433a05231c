"""Which rules match which lines of a folded text, in time that hardly grows with the number of rules.

Every pattern needs one of a few strings (`shanben.rules.pattern.needles`); it is tried only on the lines that hold enough
of them, near enough to their head (`shanben.rules.grams`). Rules of words are tried on short lines that begin with one of
their words; a row of buttons may go on with words of other rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from shanben.edits import Codes, Ints, codes_of
from shanben.kernels.textlines import PAIR_BITS, pair_hash, run_hash, wordy_lines
from shanben.limits import RULE_LINE
from shanben.rules import Rule, load, made_of, packs
from shanben.rules.grams import Grams
from shanben.rules.known import longest, needles
from shanben.rules.pattern import Needles

SEPARATORS: Final = " []()|·>:<-*#!,.~\"'+/_"
_SEPARATING: Final = bytes(chr(code) in SEPARATORS for code in range(256))
_WORDS_LINE: Final = 100
_WORD: Final = re.compile(r"\w{1,30}")


class Hit(NamedTuple):
    """A rule that matched a line, and the part of the line that its match covers, from 0 to 1."""

    line: int
    rule: Rule
    cover: float


class Matcher:
    """A set of rules made ready; it keeps nothing of the texts that it sees."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Find out what each rule needs."""
        self.rules = tuple(rules)
        self.longest = np.array([_longest(rule) for rule in self.rules])
        needed = [_needed(rule) for rule in self.rules]
        self.always = tuple(at for at, rule in enumerate(self.rules) if rule.pattern and not needed[at])
        self.grams = Grams(needed, self.longest, [rule.times for rule in self.rules])
        self.words = self._heads()
        self.vocabulary = frozenset().union(*(rule.words for rule in self.rules))
        self._tables = (_SEPARATING, _pairs(self.words), _runs(self.vocabulary), _WORDS_LINE)

    def find(self, text: str, codes: Codes, start: Ints, end: Ints) -> list[Hit]:
        """All hits in a folded text, which is also given as code points, and the spans of its lines without space around them.

        A rule hits a line once.
        """
        first, last = start.tolist(), end.tolist()
        found: list[tuple[int, int, float]] = []
        at, line = -1, ""
        for row, rule in self._asked(codes, start, end):
            if row != at:
                at, line = row, text[first[row] : last[row]]
            if span := self.rules[rule].span(line):
                found.append((row, rule, (span[1] - span[0]) / len(line)))
        wordy = wordy_lines(text, codes.data, start.data, end.data, *self._tables)
        found += [(row, of, 1.0) for row in wordy if (of := self._of_words(text[first[row] : last[row]])) is not None]
        return [Hit(row, self.rules[rule], cover) for row, rule, cover in sorted(found)]

    def _asked(self, codes: Codes, start: Ints, end: Ints) -> list[tuple[int, int]]:
        """The lines that hold what a rule needs, each with the rule."""
        asked = self.grams.find(codes, start, end)
        for rule in self.always:
            asked += [(row, rule) for row in (end - start <= self.longest[rule]).nonzero()[0].tolist()]
        return asked

    def _of_words(self, line: str) -> int | None:
        """The rule of words that a folded line is made of."""
        head = line.strip(SEPARATORS)
        rules = self.words.get(head[:2].rstrip(SEPARATORS))
        if not rules or not (head in self.vocabulary or ((word := _WORD.match(head)) and word[0] in self.vocabulary)):
            return None
        if not made_of(line, self.vocabulary):
            return None
        return next((rule for rule, words in rules if head.startswith(words)), None)

    def _heads(self) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
        """For the first two characters of each word the rules that have it, each with its words that begin so."""
        heads: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for at, rule in enumerate(self.rules):
            for word in rule.words:
                heads[word[:2]][at].append(word)
        return {head: [(at, tuple(words)) for at, words in sorted(rules.items())] for head, rules in heads.items()}


@lru_cache(maxsize=16)
def matcher(paths: tuple[str, ...] = ()) -> Matcher:
    """The matcher of the packs that come with the library and of the user's files.

    Raises:
        RuleError: see `shanben.rules.load`.
    """
    return Matcher((*packs(), *(rule for path in paths for rule in load(path))))


def _longest(rule: Rule) -> int:
    """The longest line that a rule is tried on."""
    limit = longest(rule.pattern.pattern) if rule.pattern else 0
    return RULE_LINE if limit is None else min(limit, RULE_LINE)


def _needed(rule: Rule) -> list[Needles]:
    """The sets of strings of which a line must hold one each, two at most; none where every line would hold one of the first."""
    own = needles(rule.pattern.pattern) if rule.pattern else []
    also = needles(rule.also.pattern) if rule.also else []
    telling = [found for found in (*also[:1], *own[1:]) if not any(map(_common, found.strings))]
    return [] if not own or any(map(_common, own[0].strings)) else [own[0], *telling[:1]]


def _common(string: str) -> bool:
    """Whether any line holds the string."""
    return not string or (len(string) < 2 and string.isascii() and (string.isalnum() or string.isspace()))


def _pairs(heads: Iterable[str]) -> bytes:
    """For each `pair_hash` whether it is that of a head of a word."""
    table = bytearray(1 << PAIR_BITS)
    for head in heads:
        table[pair_hash(ord(head[0]), ord(head[1]) if len(head) > 1 else 0)] = 1
    return bytes(table)


def _runs(words: Iterable[str]) -> bytes:
    """For each `run_hash` whether it is that of a run of letters and digits in a word."""
    table = bytearray(1 << PAIR_BITS)
    for run in {run for word in words for run in re.findall(r"\w+", word)}:
        table[run_hash(codes_of(run).data, 0, len(run))] = 1
    return bytes(table)
