"""Which rules match which lines of a folded text, in time that hardly grows with the number of rules.

Every pattern needs one of a few strings (`shanben.rules.pattern.needles`). Of each string one gram is kept, of one, two or
four characters; one pass over the text with a hashed table tells where such grams stand, and a rule is tried only on the
lines that hold one of its grams. Rules of words are tried on short lines that begin with one of their words; a row of buttons
may go on with words of other rules.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from shanben.edits import Codes, Ints
from shanben.limits import RULE_LINE
from shanben.rules import Rule, load, made_of, packs
from shanben.rules.pattern import longest, needles

SEPARATORS: Final = " []()|·>:<-*#!,.~\"'+/_\ufeff\u200b"
_WORDS_LINE: Final = 200
_SIZES: Final = (1, 2, 4)
_MASK: Final = 0x3FFFF


class Hit(NamedTuple):
    """A rule that matched a line, and the part of the line that its match covers, from 0 to 1."""

    line: int
    rule: Rule
    cover: float


class Matcher:
    """A set of rules made ready; it keeps nothing of the texts that it sees."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Choose a gram for every string that a rule needs."""
        self.rules = tuple(rules)
        grams: dict[str, set[int]] = defaultdict(set)
        words: dict[str, set[int]] = defaultdict(set)
        always: set[int] = set()
        for at, rule in enumerate(self.rules):
            if rule.pattern is None:
                for word in rule.words:
                    words[word[:2]].add(at)
                continue
            found = {_gram(needle) for needle in needles(rule.pattern.pattern)}
            if None in found or not found:
                always.add(at)
                continue
            for gram in filter(None, found):
                grams[gram].add(at)
        self.grams = {gram: tuple(sorted(rules)) for gram, rules in grams.items()}
        self.words = {head: tuple(sorted(rules)) for head, rules in words.items()}
        self.vocabulary = frozenset().union(*(rule.words for rule in self.rules))
        self.always = tuple(sorted(always))
        self.longest = tuple(_longest(rule) for rule in self.rules)
        self.tables = tuple(_table(gram for gram in self.grams if len(gram) == size) for size in _SIZES)

    def find(self, codes: Codes, lines: Sequence[str], starts: Ints) -> list[Hit]:
        """All hits in a folded text: its code points, its lines without space around them, and where they start.

        A rule hits a line once.
        """
        asked = self._asked(codes, starts)
        known: dict[str, list[tuple[int, float]]] = {}
        hits: list[Hit] = []
        for at, line in enumerate(lines):
            rules = asked.get(at, ())
            if not rules and len(line) > _WORDS_LINE:
                continue
            found = known.get(line)
            if found is None:
                found = known[line] = self._try(line, rules)
            hits += [Hit(at, self.rules[rule], cover) for rule, cover in found]
        return hits

    def _try(self, line: str, asked: Iterable[int]) -> list[tuple[int, float]]:
        """The rules that match one folded line."""
        size = len(line)
        found = [(at, 1.0) for at in self._made_of_words(line)] if size <= _WORDS_LINE else []
        for at in (*asked, *self.always):
            if size <= self.longest[at] and (span := self.rules[at].span(line)):
                found.append((at, (span[1] - span[0]) / size))
        return sorted(found)

    def _made_of_words(self, line: str) -> list[int]:
        """The rule whose words such a line begins with; the rest may be words of other rules."""
        head = line.strip(SEPARATORS)
        rules = self.words.get(head[:2].rstrip(SEPARATORS))
        if not rules or not made_of(line, self.vocabulary):
            return []
        first = next((at for at in rules for word in self.rules[at].words if head.startswith(word)), None)
        return [] if first is None else [first]

    def _asked(self, codes: Codes, starts: Ints) -> dict[int, set[int]]:
        """For each line that holds a gram, the rules that the gram stands for."""
        asked: dict[int, set[int]] = defaultdict(set)
        pairs = codes[:-1] * 31 + codes[1:] if len(codes) else codes
        quads = pairs[:-2] * 961 + pairs[2:] if len(pairs) > 2 else pairs[:0]
        for size, hashed, table in zip(_SIZES, (codes, pairs, quads), self.tables, strict=True):
            places = np.flatnonzero(table[hashed & _MASK])
            if not len(places):
                continue
            columns = np.stack([codes[places + at] for at in range(size)])
            rows = np.searchsorted(starts, places, "right") - 1
            text = columns.T.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
            for at, row in enumerate(rows.tolist()):
                rules = self.grams.get(text[at * size : at * size + size])
                if rules:
                    asked[row].update(rules)
        return asked


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


def _gram(needle: str) -> str | None:
    """The gram of a string that is likely to be rarest: None where every line would hold it."""
    wide = [at for at, character in enumerate(needle) if ord(character) > 0xFF]
    if wide and len(needle) > 1:
        at = min(wide[0], len(needle) - 2)
        return needle[at : at + 2]
    if wide:
        return needle
    if len(needle) == 1:
        return None if needle.isalnum() or needle.isspace() else needle
    return needle[-4:] if len(needle) >= 4 else needle[:2]


def _table(grams: Iterable[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True where a hash of one of the grams falls."""
    table = np.zeros(_MASK + 1, np.bool_)
    for gram in grams:
        codes = [ord(character) for character in gram]
        pairs = [(31 * a + b) & 0xFFFFFFFF for a, b in itertools.pairwise(codes)]
        table[(codes[0] if len(gram) == 1 else pairs[0] if len(gram) == 2 else pairs[0] * 961 + pairs[2]) & _MASK] = True
    return table
