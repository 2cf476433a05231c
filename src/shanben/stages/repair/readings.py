"""Readings in brackets that no author wrote: `關(guān)係` is `關係`.

Sites that disguise copied text put the reading behind some of its characters: always the same traditional ones on one page
(the converter works by a table), or any characters at random. A person glosses rare characters, the rarer reading of a common
one, the new words or every character of a lesson, or writes another word into the bracket as a joke. What tells them apart is
the whole document, so the stage weighs all brackets of a kind first, and then removes all or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np

from shanben.document import Flag
from shanben.edits import Edit
from shanben.scan import BREAK, HAN, HANT, LETTER, TONED, Scan
from shanben.stages.repair.glosses import BRACKETED, Gloss, glosses_of, is_word, rarity
from shanben.stages.repair.shift import realign_bytes
from shanben.stages.repair.signs import signs
from shanben.view import NOTHING, Outcome, View

_RULE: Final = "repair.reading"
# Grammar: a converter's table of traditional characters never holds these, a lesson annotates them.
_FUNCTION: Final = frozenset("的是不了在我一有人這这")
# How much rarer than 的, in nats, a character may be that nobody needs the reading of: eight times; of traditional ones, which
# the converters choose, a hundred times. Schoolbooks gloss what lies between, but not without tones.
_KNOWN: Final = 2.1
_KNOWN_TRADITIONAL: Final = 4.6
_KNOWN_IN_WORD: Final = 3.5
"""The same of traditional characters and of those without a tone, in a word that tells how they are read."""
_MOST_KNOWN: Final = 2.8
"""The same of the middle one of so many that a schoolbook would choose rarer ones."""
_SEVERAL: Final = 3
_LETTERS: Final = re.compile(r"(?<=[\u3400-\u9fff])\([A-Za-z \u00c0-\u024f]{2,40}\)")
# Behind a name or a variable stands a colon or an operator.
_SENTENCE_GOES_ON: Final = re.compile(r"[\u3400-\u9fff，。、；！？”」』》）,.;!?\n]|\Z")
# A reading whose opening bracket and half a character before it are gone; see shift.py.
_OVERWRITTEN: Final = re.compile(r"[?\ufffd](?<=[\u3400-\u9fff].)[a-z]{0,5}[\u00e0-\u01dc][a-z]{0,3}\)(?=[^\x00-\x7f]|[?@-~])")
# In a disguise of so many, so many of the readings are valid: other words in brackets stand among them.
_MANY: Final = 6
_FEW_WRONG: Final = 0.85
_SUBJECT: Final = re.compile(r"拼音|注音|[讀读發发]音|[讀读念][作成]|[聲声][調调]|多音|生字|pinyin", re.IGNORECASE)


def drop_readings(view: View) -> Outcome:
    """Remove readings in brackets where the document shows that a machine put them there.

    Raises the flag `repair.reading` where everybody knows the character but the document shows too little.

    >>> from shanben.config import Config
    >>> drop_readings(View.of("網(wǎng)站開(kāi)發(fā),經(jīng)驗(yàn)豐富", Config())).edits[0]
    Edit(start=1, end=7, replacement='', rule='repair.reading')
    """
    if not signs(view) & BRACKETED or not view.scan.any(LETTER | TONED):
        return NOTHING
    glosses = glosses_of(view)
    kinds = ([g for g in glosses if g.reading.isascii()], [g for g in glosses if not g.reading.isascii()])
    all_evidence = [evidence for kind in kinds if (evidence := _Evidence(view, kind, glosses)).valid]
    machine = any(evidence.by_table or evidence.at_random for evidence in all_evidence)
    edits: list[Edit] = []
    flags: list[Flag] = []
    for evidence in all_evidence:
        # What is proven of the readings with tones holds for those of light syllables, which are written without.
        proven = evidence.valid if machine else evidence.in_words
        if proven and evidence.share_valid >= _FEW_WRONG:
            edits += [Edit(gloss.start, gloss.end, "", _RULE) for gloss in proven]
        elif evidence.embedded and not evidence.everywhere:
            flags += [Flag(_RULE, g.start, g.end) for g in evidence.valid if g.first and rarity(g.character) < _KNOWN]
    return Outcome(edits, flags)


class _Evidence:
    """What a document says about its glosses of one kind, those with tones or those without."""

    def __init__(self, view: View, glosses: Sequence[Gloss], of_all_kinds: Sequence[Gloss]) -> None:
        self.view, self.of_all_kinds = view, of_all_kinds
        self.valid = [gloss for gloss in glosses if gloss.valid]
        self.characters = {gloss.character for gloss in self.valid}
        self.share_valid = len(self.valid) / max(1, len(glosses))
        self.share_first = sum(gloss.first for gloss in self.valid) / max(1, len(self.valid))

    @property
    def by_table(self) -> bool:
        """A converter's table: the same traditional characters everywhere, each with its one reading, grammar left bare."""
        return (
            len(self.characters) >= 5
            and self.share_valid >= 0.95
            and len({(gloss.character, gloss.reading) for gloss in self.valid}) == len(self.characters)
            and not self.characters & _FUNCTION
            and self.traditional >= 0.95
            and self.coverage >= 0.9
        )

    @property
    def at_random(self) -> bool:
        """A disguise: readings of characters that everybody can read, in running text that is not about readings."""
        return (
            (len(self.characters) >= 2 or self.stamped)
            and self.share_valid >= (1 if len(self.valid) < _MANY else _FEW_WRONG)
            and (self.odd or self.share_first >= 0.75)
            and (self.embedded or self.stamped)
            and (not self.everywhere or self.odd)
            and not _SUBJECT.search(self.view.text)
            and (self.stamped or self.needless)
        )

    @cached_property
    def in_words(self) -> Sequence[Gloss]:
        """The glosses of lines of prose, if each, were it the only one, stands in a word that everybody can read.

        A person glosses the whole word, or what may be read in two ways; a program may name a variable so.
        """
        lines = {self._line(gloss) for gloss in self.valid}
        prose = {line: len(_LETTERS.findall(text)) for line in lines if _is_prose(text := self.view.text[slice(*line)])}
        glosses = [gloss for gloss in self.valid if self._line(gloss) in prose]
        sure = (
            len(glosses) == sum(prose.values())
            and all(map(self._is_needless, glosses))
            and all(last.end + 1 < gloss.start for last, gloss in pairwise(glosses))
            and not self.everywhere
            and not _SUBJECT.search(self.view.text)
        )
        return glosses if sure else ()

    def _line(self, gloss: Gloss) -> tuple[int, int]:
        """The span of the line that a gloss stands in."""
        end = self.view.text.find("\n", gloss.end)
        return self.view.text.rfind("\n", 0, gloss.start) + 1, end if end >= 0 else len(self.view.text)

    def _is_needless(self, gloss: Gloss) -> bool:
        """Whether a gloss tells the usual reading of a character in common use, in a word with one of its neighbours."""
        text, tones = self.view.text, not gloss.reading.isascii()
        known = _KNOWN if tones and not Scan(gloss.character).any(HANT) else _KNOWN_IN_WORD
        if not gloss.first or rarity(gloss.character) >= known or not _SENTENCE_GOES_ON.match(text, gloss.end):
            return False
        before, after = text[max(0, gloss.start - 2) : gloss.start], gloss.character + text[gloss.end : gloss.end + 1]
        return is_word(before) or is_word(after)

    @property
    def needless(self) -> bool:
        """Whether there is a gloss that nobody needs, or most of several are of characters that everybody knows."""
        rarities = sorted(rarity(gloss.character) for gloss in self.valid if gloss.first) or [np.inf]
        if self.traditional >= 0.95:
            return rarities[0] < _KNOWN_TRADITIONAL
        most_known = len(self.characters) >= _SEVERAL and rarities[len(rarities) // 2] < _MOST_KNOWN
        return (rarities[0] < _KNOWN and most_known) or any(map(self._is_needless, self.valid))

    @cached_property
    def stamped(self) -> bool:
        """A trace of the machine: an odd bracket, a space before its end, or bytes replaced out of step."""
        if self.odd or _OVERWRITTEN.search(self.view.text):
            return True
        spaced = any(gloss.spaced for gloss in self.valid)
        return self.traditional >= 0.95 and (spaced or len(realign_bytes(self.view).edits) > 0)

    @property
    def odd(self) -> bool:
        """Whether brackets are doubled or hold pictures."""
        return any(gloss.odd for gloss in self.valid)

    @cached_property
    def traditional(self) -> float:
        """The share of glosses behind characters that only Traditional Chinese has."""
        return float(self.view.scan.mask(HANT)[[gloss.start - 1 for gloss in self.valid]].mean())

    @cached_property
    def coverage(self) -> float:
        """How many of all occurrences of the characters have a gloss."""
        return len(self.valid) / sum(map(self.view.text.count, self.characters))

    @cached_property
    def embedded(self) -> bool:
        """Whether the sentence mostly goes on with an ideograph."""
        after = np.append(self.view.scan.mask(HAN), False)
        return bool(after[[gloss.end for gloss in self.valid]].mean() >= 0.5)

    @cached_property
    def everywhere(self) -> bool:
        """Whether most ideographs of the lines that have glosses have one, and not only traditional ones: a lesson."""
        breaks, _ = self.view.scan.spans(BREAK)
        lines = np.unique(np.searchsorted(breaks, [gloss.start for gloss in self.of_all_kinds]))
        edges = np.concatenate(([0], breaks, [len(self.view.text)]))
        before = np.concatenate(([0], np.cumsum(self.view.scan.mask(HAN))))
        ideographs = int((before[edges[lines + 1]] - before[edges[lines]]).sum())
        return len(self.of_all_kinds) >= 0.5 * ideographs and self.traditional < 0.95


def _is_prose(line: str) -> bool:
    """Whether a line has more ideographs than letters, brackets behind ideographs left out."""
    scan = Scan(_LETTERS.sub("", line))
    return scan.count(LETTER) < scan.count(HAN)
