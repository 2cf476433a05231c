"""The second opinion.

The table "rival" converts to Traditional as the other does, but where a word is written in two ways, or an ambiguous character
stands in no known word, it takes the second choice: where the two tables differ there is doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from shanben.stages.script.build.tables import Words, apply, needed, pairs
from shanben.stages.script.build.words import Spellings, regional, standard
from shanben.stages.script.dictionaries import candidates
from shanben.stages.script.entries import LONGEST
from shanben.stages.script.table import Table

# A second spelling counts with this share of the first. A character is in doubt by itself if its second counterpart
# stands in this share of the words that have it.
_SECOND = 0.03
_RISKY = 0.2
# What OpenCC offers counts too where native text has the word less often than this.
_WELL_KNOWN = 20


def rival(fold: Words, words: Words, known: Mapping[str, int], native: Spellings) -> tuple[Words, Words]:
    """The table "rival" to the one of `fold` and `words`; `known` are all words that there are."""
    table = Table.of(pairs(fold), words)
    choices = {old: news for old, news in candidates("STCharacters.txt").items() if len(set(map(regional, news))) > 1}
    phrases = candidates("STPhrases_GeneratedFromRegionalPhrases.txt") | candidates("STPhrases.txt")
    asked = [word for word in {*known, *native, *phrases} if 1 < len(word) <= LONGEST and not choices.keys().isdisjoint(word)]
    ours = dict(zip(asked, apply(table, "\n".join(asked)).split("\n"), strict=True))
    second = {word: _second(word, new, native.get(word, Counter()), phrases.get(word, [])) for word, new in ours.items()}
    risky = dict(_risky(fold, choices, native))
    return fold | risky, needed(fold | risky, second)


def _second(word: str, ours: str, forms: Counter[str], offered: list[str]) -> str:
    """The second choice for a word, or the first if there is no other."""
    total = forms.total()
    others = Counter({form: count for form, count in forms.items() if count >= max(2, _SECOND * total)})
    if total < _WELL_KNOWN:
        others.update(map(regional, offered))
    del others[regional(ours)]
    fitting = (standard(word, ours, form) for form, _ in others.most_common())
    return next(filter(None, fitting), ours)


def _risky(fold: Words, choices: Mapping[str, list[str]], native: Spellings) -> Iterator[tuple[str, str]]:
    """The characters that are in doubt by themselves, each with its second counterpart."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for word, forms in native.items():
        for form in forms:
            for old, new in zip(word, form, strict=False):
                used[old][new] += 1
    for old, news in choices.items():
        others = {new: used[old][regional(new)] for new in news if regional(new) != regional(fold[old])}
        best = max(others, key=others.__getitem__)
        if others[best] >= _RISKY * used[old].total() > 0:
            yield old, best
