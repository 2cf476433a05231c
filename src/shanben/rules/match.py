"""Which rules match which lines of a folded text, in time that hardly grows with the number of rules.

Every pattern needs one of a few strings (`shanben.rules.pattern.needles`). Of each string one gram is kept, of one, two or
four characters; one pass over the text with a hashed table tells where such grams stand in lines that are not too long for the
rule, and a rule is tried on these alone. Rules of words are tried on lines that hold no character but those of words; a row
of buttons may go on with words of other rules.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
        limits = {gram: max(self.longest[at] for at in rules) for gram, rules in self.grams.items()}
        self.tables = tuple(_table({gram: limit for gram, limit in limits.items() if len(gram) == size}) for size in _SIZES)
        self.no_word = _no_word(self.vocabulary)

    def find(self, codes: Codes, lines: Sequence[str], starts: Ints, ends: Ints) -> list[Hit]:
        """All hits in a folded text: its code points, its lines without space around them, and their spans.

        A rule hits a line once.
        """
        asked = self._asked(codes, starts, ends - starts)
        known: dict[str, list[tuple[int, float]]] = {}
        hits: list[Hit] = []
        for at in sorted({*asked, *self._of_words(codes, starts, ends)}):
            line = lines[at]
            found = known.get(line)
            if found is None:
                found = known[line] = self._try(line, asked.get(at, ()))
            hits += [Hit(at, self.rules[rule], cover) for rule, cover in found]
        return hits

    def _of_words(self, codes: Codes, starts: Ints, ends: Ints) -> list[int]:
        """The lines that may be made of words: they have no letter that no word has."""
        before = np.concatenate(([0], np.cumsum(self.no_word.take(codes), dtype=np.int64)))
        return np.flatnonzero((before[ends] == before[starts]) & (ends - starts <= _WORDS_LINE)).tolist()

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

    def _asked(self, codes: Codes, starts: Ints, sizes: Ints) -> dict[int, set[int]]:
        """For each line that holds a gram and is not too long for it, the rules that the gram stands for."""
        asked: dict[int, set[int]] = defaultdict(set)
        pairs = codes[:-1] * 31 + codes[1:] if len(codes) else codes
        quads = pairs[:-2] * 961 + pairs[2:] if len(pairs) > 2 else pairs[:0]
        for size, hashed, table in zip(_SIZES, (codes, pairs, quads), self.tables, strict=True):
            longest = table.take(hashed & _MASK)
            places = np.flatnonzero(longest)
            rows = np.searchsorted(starts, places, "right") - 1
            tried = (rows >= 0) & (longest[places] >= sizes[rows])
            places, rows = places[tried], rows[tried]
            if not len(places):
                continue
            columns = np.stack([codes[places + at] for at in range(size)])
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


def _table(grams: Mapping[str, int]) -> NDArray[np.int16]:
    """Where a hash of a gram falls, the longest line on which one of its rules is tried; else 0."""
    table = np.zeros(_MASK + 1, np.int16)
    for gram, limit in grams.items():
        codes = [ord(character) for character in gram]
        pairs = [(31 * a + b) & 0xFFFFFFFF for a, b in itertools.pairwise(codes)]
        at = (codes[0] if len(gram) == 1 else pairs[0] if len(gram) == 2 else pairs[0] * 961 + pairs[2]) & _MASK
        table[at] = max(table[at], limit)
    return table


def _no_word(words: Iterable[str]) -> NDArray[np.bool_]:
    """For each code point whether it is a letter that none of the words has."""
    table = in_classes(LETTER | DIGIT | LATIN | TONED | GREEK | CYRILLIC | HAN | KANA | HANGUL)
    table[[ord(character) for character in set("".join(words))]] = False
    return table
