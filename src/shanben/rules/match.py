"""Which rules match which lines of a folded text, in time that hardly grows with the number of rules.

Every pattern needs one of a few strings (`shanben.rules.pattern.needles`). Of each string one gram is kept, of one, two or
four characters; one pass over the text with hashed tables tells where such grams may stand in lines that are not too long for the
rule, and a rule is tried on these alone. Rules of words are tried on lines that hold no character but those of words; a row
of buttons may go on with words of other rules.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints
from shanben.limits import RULE_LINE
from shanben.rules import Rule, load, made_of, packs
from shanben.rules.pattern import longest, needles
from shanben.scan import CYRILLIC, DIGIT, GREEK, HAN, HANGUL, KANA, LATIN, LETTER, TONED, in_classes

SEPARATORS: Final = " []()|·>:<-*#!,.~\"'+/_\ufeff\u200b"
_WORDS_LINE: Final = 200
_SIZES: Final = (1, 2, 4)
_MASK: Final = 0x3FFFF
_WORDS: Final = -1
"""Stands among the rules that a line asks for: those of words."""


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
        self.no_word = _no_word(self.vocabulary)
        self.limits = np.zeros((len(_SIZES), _MASK + 1), np.int16)
        self.buckets = np.zeros((len(_SIZES), _MASK + 1), np.int32)
        self.in_bucket: list[set[int]] = [set()]
        for gram, asked in self.grams.items():
            self._place(_SIZES.index(len(gram)), _hash(gram), asked)

    def _place(self, row: int, at: int, rules: Iterable[int]) -> None:
        """Put the rules of a gram where its hash falls, with the longest line on which one of them is tried."""
        if not self.buckets[row, at]:
            self.buckets[row, at] = len(self.in_bucket)
            self.in_bucket.append(set())
        self.in_bucket[self.buckets[row, at]].update(rules)
        self.limits[row, at] = max(self.longest[rule] for rule in self.in_bucket[self.buckets[row, at]])

    def find(self, folded: str, codes: Codes, starts: Ints, ends: Ints) -> list[Hit]:
        """All hits in a folded text: the text, its code points, and the spans of its lines without space around them.

        A rule hits a line once.
        """
        asked = self._asked(codes, starts, ends - starts)
        for row in self._of_words(codes, starts, ends):
            asked[row].add(_WORDS)
        for row in range(len(starts)) if self.always else ():
            asked[row].update(self.always)
        known: dict[str, list[tuple[int, float]]] = {}
        hits: list[Hit] = []
        for row, rules in sorted(asked.items()):
            line = folded[starts[row] : ends[row]]
            found = known.get(line)
            if found is None:
                found = known[line] = self._try(line, rules)
            hits += [Hit(row, self.rules[rule], cover) for rule, cover in found]
        return hits

    def _of_words(self, codes: Codes, starts: Ints, ends: Ints) -> list[int]:
        """The lines that may be made of words: they have no letter that no word has."""
        before = np.concatenate(([0], np.cumsum(self.no_word.take(codes), dtype=np.int64)))
        rows: list[int] = np.flatnonzero((before[ends] == before[starts]) & (ends - starts <= _WORDS_LINE)).tolist()
        return rows

    def _asked(self, codes: Codes, starts: Ints, sizes: Ints) -> dict[int, set[int]]:
        """For each line that may hold a gram and is not too long for it, the rules that the gram stands for."""
        pairs = codes[:-1] * 31 + codes[1:] if len(codes) else codes
        quads = pairs[:-2] * 961 + pairs[2:] if len(pairs) > 2 else pairs[:0]
        found = []
        for hashed, limits, buckets in zip((codes, pairs, quads), self.limits, self.buckets, strict=True):
            at = hashed & _MASK
            limit = limits.take(at)
            places = np.flatnonzero(limit)
            rows = np.searchsorted(starts, places, "right") - 1
            tried = (rows >= 0) & (limit[places] >= sizes[rows])
            found.append(rows[tried] * len(self.in_bucket) + buckets.take(at[places[tried]]))
        asked: dict[int, set[int]] = defaultdict(set)
        for row, bucket in (divmod(cell, len(self.in_bucket)) for cell in np.unique(np.concatenate(found)).tolist()):
            asked[row] |= self.in_bucket[bucket]
        return asked

    def _try(self, line: str, asked: Iterable[int]) -> list[tuple[int, float]]:
        """The rules that match one folded line."""
        size = len(line)
        found: list[tuple[int, float]] = []
        for at in asked:
            if at == _WORDS:
                found += [(rule, 1.0) for rule in self._made_of_words(line)]
            elif size <= self.longest[at] and (span := self.rules[at].span(line)):
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


def _hash(gram: str) -> int:
    """The hash of a gram: that of `_asked`, for one gram."""
    codes = [ord(character) for character in gram]
    pairs = [(31 * a + b) & 0xFFFFFFFF for a, b in itertools.pairwise(codes)]
    return (codes[0] if len(gram) == 1 else pairs[0] if len(gram) == 2 else pairs[0] * 961 + pairs[2]) & _MASK


def _no_word(words: Iterable[str]) -> NDArray[np.bool_]:
    """For each code point whether it is a letter that none of the words has."""
    table = in_classes(LETTER | DIGIT | LATIN | TONED | GREEK | CYRILLIC | HAN | KANA | HANGUL)
    table[[ord(character) for character in set("".join(words))]] = False
    return table
