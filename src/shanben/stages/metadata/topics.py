"""What the lines of a text may speak of, by the words that they hold: a topic is read only in lines with a hint of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, reduce
from operator import or_
from typing import Final

from shanben.decoded import Span
from shanben.edits import Codes, text_of
from shanben.rules.fold import fold
from shanben.stages.metadata import labels
from shanben.stages.metadata.hints import Hint, Hints
from shanben.stages.metadata.known import needed
from shanben.stages.metadata.labels import Label
from shanben.stages.metadata.licence_hints import ASKING, ASKS, NAMES, TERMS, TEXTS
from shanben.stages.metadata.licence_terms import ACTS, expressions

_BYLINES: Final = (
    "作者", "作 者", "作  者", "撰", "执笔", "主笔", "文机关", "文机构", "制机关", "制机构", "布机关", "布机构", "记者",
    "特派员", "通讯员", "实习生", "评论员", "编辑", "责编", "编校", "采写", "文/", "文|", "文:", "文 /", "文 |", "文 :",
    "图/", "图|", "图:", "图 /", "图 |", "图 :", "由", "发表于", "发表者", "发表人", "发布于", "发布者", "发布人", "by ", "by:",
    "author", "editor",
)  # fmt: skip
_ORIGINS: Final = ("来源", "出处", "转自", "转载自", "摘自", "稿源", "source", "《")
_DATES: Final = ("19", "20", "年")
_FOOTERS: Final = ("icp", "公网安备", "版权", "著作权", "欢迎", "copyright", "©", "\u24d2", "(c)")
_WORDS: Final = (_BYLINES, _ORIGINS, _DATES, _FOOTERS, NAMES, TERMS, *ASKING, *TEXTS)
BYLINE, ORIGIN, DATE, FOOTER, NAME, TERM, _ASK, _ASKED, *_TEXT = (1 << bit for bit in range(len(_WORDS)))
"""The bits of the topics: who wrote, where a text is from, a day, the site, names of licences, terms, what one is asked."""


def _with_topics(expressions: Sequence[Label], first: int) -> tuple[tuple[int, Label], ...]:
    """Each expression with the bit of the topic of its own, which its words have."""
    return tuple((1 << bit, expression) for bit, expression in enumerate(expressions, first))


NAMED: Final = _with_topics(labels.NAMED, len(_WORDS))
SOURCES: Final = _with_topics(labels.SOURCES, len(_WORDS) + len(NAMED))
SITE: Final = _with_topics(labels.SITE, len(_WORDS) + len(NAMED) + len(SOURCES))
_LABELS: Final = (*labels.NAMED, *labels.SOURCES, *labels.SITE)
PUBLISHED, MODIFIED, ACT = (1 << bit for bit in range(len(_WORDS) + len(_LABELS), len(_WORDS) + len(_LABELS) + 3))
"""The topics of the words that say of what a date is, and of those that the acts of terms need."""


def hints_in(codes: Codes) -> list[Hint]:
    """The lines of a text that hold a word of some topic, with the topics."""
    return _hints().find(codes)


def may_speak(codes: Codes) -> bool:
    """Whether a text may name a licence or state terms.

    >>> from shanben.edits import codes_of
    >>> may_speak(codes_of("an ordinary sentence")), may_speak(codes_of("some rights reserved"))
    (False, True)
    """
    hints = hints_in(codes)
    if any(hint[2] & (NAME | TERM) for hint in hints):
        return True
    return any(_asks(hint[2]) for hint in hints) and ASKS.search(fold(text_of(codes))) is not None


def lines_with_terms(folded: str, hints: Iterable[Hint]) -> Iterator[Hint]:
    """Yield the lines that may state terms of reprinting."""
    for start, end, topics in hints:
        if topics & TERM or (_asks(topics) and ASKS.search(folded, start, end)):
            yield start, end, topics


def _asks(topics: int) -> bool:
    """Whether a line may ask for something before it is reprinted."""
    return bool(topics & _ASK and topics & _ASKED)


def formulas_of(topics: int) -> list[str]:
    """The formulas that a line of these topics may hold."""
    return [name for bit, name in enumerate(expressions().formulas, len(ACTS)) if topics & ACT << bit] if topics >= ACT else []


def acts_of(topics: int) -> list[str]:
    """The acts that a line of these topics may name."""
    return [act for bit, act in enumerate(ACTS) if topics & ACT << bit] if topics >= ACT else []


def near_names(folded: str, hints: Iterable[Hint]) -> list[Span]:
    r"""The spans of the lines that may name a licence, each with the line before and behind it, those joined that touch.

    >>> from shanben.edits import codes_of
    >>> text = "one\ntwo\nlicence\nthree\nfour"
    >>> near_names(text, hints_in(codes_of(text)))
    [(4, 21)]
    """
    spans: list[Span] = []
    for start, end, topics in hints:
        if topics & NAME:
            first, after = folded.rfind("\n", 0, max(start - 1, 0)) + 1, folded.find("\n", end + 1)
            after = len(folded) if after < 0 else after
            if spans and first <= spans[-1][1] + 1:
                first = spans.pop()[0]
            spans.append((first, after))
    return spans


def may_hold_text(hints: Iterable[Hint]) -> bool:
    """Whether the text of a licence may be there."""
    topics = reduce(or_, (hint[2] for hint in hints), 0)
    return all(topics & topic for topic in _TEXT)


@cache
def _hints() -> Hints:
    """The words of the topics, and of the expressions those that each needs."""
    return Hints([*_WORDS, *map(needed, patterns())])


def patterns() -> list[str]:
    """The expressions that have topics of their own, in the order of these."""
    parts, formulas = expressions()
    compiled = [*(label.pattern for label in _LABELS), labels.PUBLISHED, labels.MODIFIED]
    return [*(pattern.pattern for pattern in compiled), *(parts[act] for act in ACTS), *formulas.values()]
