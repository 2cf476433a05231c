"""Which rules match which lines of a folded text, in time that hardly grows with the number of rules.

Every pattern needs one of a few strings (`shanben.rules.pattern.needles`). Of each string one gram is kept, the rarest of
three characters; one pass over the text with hashed tables tells where such grams stand, and a rule is tried only on the
lines that hold enough of its grams, near enough to their head. Rules of words are tried on short lines that begin with one of their
words; a row of buttons may go on with words of other rules.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints, codes_of, ranges
from shanben.language import character_costs, model
from shanben.limits import RULE_LINE
from shanben.rules import Rule, load, made_of, packs
from shanben.rules.pattern import DIGIT, longest, needles

SEPARATORS: Final = " []()|·>:<-*#!,.~\"'+/_"
_WORDS_LINE: Final = 100
_SIZES: Final = (1, 2, 3)
_HASH_BITS: Final = 17
_FACTOR: Final = np.uint32(0x9E3779B1)
_SHIFT: Final = np.uint32(32 - _HASH_BITS)
_WORD: Final = re.compile(r"\w{1,30}")


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
        self.longest = np.array([_longest(rule) for rule in self.rules])
        self.words = {head: tuple(sorted(rules)) for head, rules in self._heads().items()}
        self.vocabulary = frozenset().union(*(rule.words for rule in self.rules))
        self.opens, self.follows = _heads_of(self.vocabulary)
        strings = [_strings(rule) for rule in self.rules]
        self.always = tuple(at for at, rule in enumerate(self.rules) if rule.pattern and not strings[at][0])
        grams = _grams(strings)
        self.numbers = _numbers(grams)
        hashed = np.array([_hash(self.numbers[codes_of(gram)]) for gram in grams], np.uint32)
        order = np.argsort(hashed)
        rules = [grams[gram] for gram in np.array(list(grams), np.object_)[order]]
        self.hashes = np.append(hashed[order], np.uint32(0))
        self.count = np.array([len(some) for some in rules], np.int64)
        self.rule, self.near = np.array([pair for some in rules for pair in some], np.int64).reshape(-1, 2).T
        self.tables = tuple(_table([value for gram, value in zip(grams, hashed, strict=True) if len(gram) == n]) for n in _SIZES)

    def find(self, text: str, codes: Codes, start: Ints, end: Ints) -> list[Hit]:
        """All hits in a folded text, which is also given as code points, and the spans of its lines without space around them.

        A rule hits a line once.
        """
        if not len(start):
            return []
        asked = self._asked(codes, start, end)
        wordy = self._wordy(text, codes, start, end)
        known: dict[str, list[tuple[int, float]]] = {}
        hits: list[Hit] = []
        for at in range(len(start)) if self.always else sorted({*asked, *wordy}):
            line = text[start[at] : end[at]]
            found = known.get(line)
            if found is None:
                found = known[line] = self._try(line, asked.get(at, ()), wordy.get(at, ()))
            hits += [Hit(at, self.rules[rule], cover) for rule, cover in found]
        return hits

    def _wordy(self, text: str, codes: Codes, start: Ints, end: Ints) -> dict[int, Sequence[int]]:
        """The short lines that begin with a word, each with the rules whose words begin like it."""
        second = codes.take(start + 1, mode="clip")
        likely = self.opens.take(codes[start]) & self.follows.take(second) & (end - start <= _WORDS_LINE)
        wordy = {}
        for row in likely.nonzero()[0].tolist():
            line = text[start[row] : end[row]].strip(SEPARATORS)
            word = _WORD.match(line)
            if (word and word[0] in self.vocabulary) or line in self.vocabulary:
                wordy[row] = self.words.get(line[:2].rstrip(SEPARATORS), ())
        return wordy

    def _try(self, line: str, asked: Sequence[int], words: Sequence[int]) -> list[tuple[int, float]]:
        """The rules that match one folded line, of those asked about, and that of its words."""
        size = len(line)
        found = []
        for at in (*set(asked), *(at for at in self.always if size <= self.longest[at])):
            rule = self.rules[at]
            if (rule.times == 1 or asked.count(at) >= rule.times or at in self.always) and (span := rule.span(line)):
                found.append((at, (span[1] - span[0]) / size))
        if words and made_of(line, self.vocabulary):
            head = line.strip(SEPARATORS)
            found += [(at, 1.0) for at in words if head.startswith(tuple(self.rules[at].words))][:1]
        return sorted(found)

    def _asked(self, codes: Codes, start: Ints, end: Ints) -> dict[int, list[int]]:
        """For each line that holds grams the rules that they stand for, once for each gram, but those for shorter lines."""
        number = hashed = self.numbers.take(codes)
        places: list[Ints] = []
        hashes: list[Codes] = []
        for size, table in zip(_SIZES, self.tables, strict=True):
            if size > 1:
                hashed = hashed[:-1] * _FACTOR + number[size - 1 :]
            places.append(table.take(hashed >> _SHIFT).nonzero()[0])
            hashes.append(hashed[places[-1]])
        place, value = np.concatenate(places), np.concatenate(hashes)
        gram = self.hashes[:-1].searchsorted(value)
        line = start.searchsorted(place, "right") - 1
        known = ((self.hashes[gram] == value) & (line >= 0)).nonzero()[0]
        gram, line = gram[known], line[known]
        count = self.count[gram]
        row = ranges(np.cumsum(self.count)[gram] - count, count)
        rule, line, away = self.rule[row], np.repeat(line, count), np.repeat(place[known] - start[line], count)
        wanted = (away < self.near[row]) & ((end - start)[line] <= self.longest[rule])
        asked: dict[int, list[int]] = {}
        for at, one in zip(line[wanted].tolist(), rule[wanted].tolist(), strict=True):
            asked.setdefault(at, []).append(one)
        return asked

    def _heads(self) -> dict[str, set[int]]:
        """For the first two characters of each word the rules that have it."""
        heads: dict[str, set[int]] = defaultdict(set)
        for at, rule in enumerate(self.rules):
            for word in rule.words:
                heads[word[:2]].add(at)
        return heads


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


def _numbers(grams: Iterable[str]) -> Codes:
    """A number for each character that a gram has, the same for all digits; 0 for the others."""
    table = np.zeros(sys.maxunicode + 1, np.uint32)
    known = codes_of("".join(sorted(set().union(*grams))))
    table[known] = known * _FACTOR | np.uint32(1)
    table[[ord(digit) for digit in "0123456789"]] = table[ord(DIGIT)]
    return table


def _hash(numbers: Codes) -> int:
    """The hash of a gram."""
    found = 0
    for number in numbers.tolist():
        found = (found * int(_FACTOR) + number) & 0xFFFFFFFF
    return found


def _table(hashes: Sequence[int]) -> NDArray[np.bool_]:
    """For each beginning of a hash whether a gram has it."""
    table = np.zeros(1 << _HASH_BITS, np.bool_)
    table[np.array(hashes, np.uint32) >> _SHIFT] = True
    return table


def _heads_of(words: Iterable[str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The characters that can stand first, and those that can stand second, in a line of words."""
    first, second = np.zeros((2, sys.maxunicode + 1), np.bool_)
    first[[ord(character) for character in {*SEPARATORS, *(word[0] for word in words)}]] = True
    second[first] = True
    second[[ord(character) for character in {"\n", *(word[1] for word in words if len(word) > 1)}]] = True
    return first, second


def _strings(rule: Rule) -> tuple[frozenset[str], int]:
    """The strings that a rule needs, and by where on the line they end; none where every line would hold one."""
    strings, reach = needles(rule.pattern.pattern) if rule.pattern else (frozenset[str](), 0)
    return (frozenset() if any(map(_common, strings)) else strings), reach


def _common(string: str) -> bool:
    """Whether any line holds the string."""
    return not string or (len(string) < 2 and string.isascii() and (string.isalnum() or string.isspace()))


def _grams(strings: Sequence[tuple[frozenset[str], int]]) -> dict[str, list[tuple[int, int]]]:
    """For each gram the rules that it stands for, and how near to the head of a line it stands.

    `strings`: for each rule what it needs, and by where on the line that ends.
    """
    every = sorted(set().union(*(found for found, _ in strings)))
    places = dict(zip(every, _rarest(every), strict=True))
    grams: dict[str, dict[int, int]] = defaultdict(dict)
    for rule, (found, reach) in enumerate(strings):
        for string in found:
            place = places[string]
            rules = grams[string[place : place + _SIZES[-1]]]
            near = reach - len(string) + place + 1
            rules[rule] = max(rules.get(rule, 0), near)
    return {gram: sorted(rules.items()) for gram, rules in grams.items()}


def _rarest(strings: Sequence[str]) -> list[int]:
    """For each string the place of its rarest gram, by the language model."""
    size = _SIZES[-1]
    grams = sorted({string[place : place + size] for string in strings for place in _places(string)})
    codes = codes_of("".join("\n" + gram.ljust(size) for gram in grams)).reshape(-1, size + 1)
    costs = model().alone(codes[:, 1]) + character_costs(codes.ravel()).reshape(codes.shape)[:, 2:].sum(axis=1)
    rare = dict(zip(grams, costs.tolist(), strict=True))
    return [max(_places(string), key=lambda place, string=string: rare[string[place : place + size]]) for string in strings]


def _places(string: str) -> range:
    """Where in a string a gram may begin."""
    return range(max(1, len(string) - _SIZES[-1] + 1))
