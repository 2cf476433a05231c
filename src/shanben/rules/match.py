"""Which rules match which lines of a folded text, in time that hardly grows with the number of rules.

Every pattern needs one of a few strings (`shanben.rules.pattern.needles`); it is tried only on the lines that hold enough
of them, near enough to their head (`shanben.rules.grams`). Rules of words are tried on short lines that begin with one of
their words; a row of buttons may go on with words of other rules.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shanben.edits import Codes, Ints
from shanben.kernels.textlines import short_lines
from shanben.limits import RULE_LINE
from shanben.rules import Rule, load, made_of, packs
from shanben.rules.grams import Grams
from shanben.rules.known import longest, needles
from shanben.rules.pattern import Needles

SEPARATORS: Final = " []()|·>:<-*#!,.~\"'+/_"
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
        self._times = [rule.times for rule in self.rules]
        self._finds = [_finder(rule) for rule in self.rules]
        self.longest = np.array([_longest(rule) for rule in self.rules])
        needed = [_needed(rule) for rule in self.rules]
        self.always = tuple(at for at, rule in enumerate(self.rules) if rule.pattern and not needed[at])
        self.grams = Grams(needed, self.longest, self._times)
        self.words = self._heads()
        self.vocabulary = frozenset().union(*(rule.words for rule in self.rules))
        self.heads = _first_and_second(self.vocabulary)

    def find(self, text: str, codes: Codes, start: Ints, end: Ints) -> list[Hit]:
        """All hits in a folded text, which is also given as code points, and the spans of its lines without space around them.

        A rule hits a line once.
        """
        if not len(start):
            return []
        asked = self._asked(codes, start, end)
        wordy = self._wordy(text, codes, start, end)
        first, last = start.tolist(), end.tolist()
        known: dict[str, list[tuple[int, float]]] = {}
        hits: list[Hit] = []
        for at in range(len(first)) if self.always else sorted({*asked, *wordy}):
            line = text[first[at] : last[at]]
            found = known.get(line)
            if found is None:
                found = known[line] = self._try(line, asked.get(at, ()), wordy.get(at, ()))
            if found:
                hits += [Hit(at, self.rules[rule], cover) for rule, cover in found]
        return hits

    def _asked(self, codes: Codes, start: Ints, end: Ints) -> Mapping[int, Sequence[int]]:
        """For each line that holds as many grams of a rule as it must match times the rules, but those for shorter lines."""
        asked: dict[int, list[int]] = {}
        for at, one in self.grams.find(codes, start, end):
            asked.setdefault(at, []).append(one)
        return asked

    def _wordy(self, text: str, codes: Codes, start: Ints, end: Ints) -> Mapping[int, Sequence[int]]:
        """The short lines that begin with a word, each with the rules whose words begin like it."""
        wordy = {}
        for row in short_lines(codes.data, start.data, end.data, self.heads.data, _WORDS_LINE):
            line = text[start[row] : end[row]].strip(SEPARATORS)
            rules = self.words.get(line[:2].rstrip(SEPARATORS))
            if rules and (line in self.vocabulary or ((word := _WORD.match(line)) and word[0] in self.vocabulary)):
                wordy[row] = rules
        return wordy

    def _try(self, line: str, asked: Sequence[int], words: Sequence[int]) -> list[tuple[int, float]]:
        """The rules that match one folded line, of those asked about, and that of its words."""
        size = len(line)
        tried = (*asked, *(at for at in self.always if size <= self.longest[at])) if self.always else asked
        found = []
        for at in tried:
            find = self._finds[at]
            if (find is None or find(line)) and (span := self.rules[at].span(line)):
                found.append((at, (span[1] - span[0]) / size))
        if words and made_of(line, self.vocabulary):
            head = line.strip(SEPARATORS)
            found += [(at, 1.0) for at in words if head.startswith(tuple(self.rules[at].words))][:1]
        return sorted(found)

    def _heads(self) -> dict[str, tuple[int, ...]]:
        """For the first two characters of each word the rules that have it."""
        heads: dict[str, set[int]] = defaultdict(set)
        for at, rule in enumerate(self.rules):
            for word in rule.words:
                heads[word[:2]].add(at)
        return {head: tuple(sorted(rules)) for head, rules in heads.items()}


@lru_cache(maxsize=16)
def matcher(paths: tuple[str, ...] = ()) -> Matcher:
    """The matcher of the packs that come with the library and of the user's files.

    Raises:
        RuleError: see `shanben.rules.load`.
    """
    return Matcher((*packs(), *(rule for path in paths for rule in load(path))))


def _finder(rule: Rule) -> Callable[[str], object] | None:
    """What tells soonest that a rule does not match a line; None where that takes as long as to match it."""
    return rule.finder.search if rule.finder and rule.times == 1 and not rule.share else None


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


def _first_and_second(words: Iterable[str]) -> NDArray[np.uint8]:
    """For each character whether it can stand first in a line of words (1), and whether it can stand second (2)."""
    words = tuple(words)
    table = np.zeros(sys.maxunicode + 1, np.uint8)
    table[[ord(character) for character in {*SEPARATORS, *(word[0] for word in words)}]] = 3
    table[[ord(character) for character in {word[1] for word in words if len(word) > 1}]] |= 2
    return table
