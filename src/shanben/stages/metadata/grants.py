"""Whether a sentence grants: says of this very work under which licence it is, or on what terms it may be reprinted.

Texts speak of licences, and of the works of others. So a licence must stand behind a label, or as a clause of its own beside
a credit; or something must put a work under it, and the sentence must name the work that it stands in (`this page`, 本站), or
have no subject but its reader, its author or a kind of work. And nothing in it may tell of the past, of others or of a choice.
"""

from __future__ import annotations

import re
import sys
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from shanben.stages.metadata.known import hastened, needed
from shanben.stages.metadata.licence_terms import grammar, joined

_END: Final = re.compile(r"[。!?;]|(?<![^a-z'’][a-z])\.(?=\s|$)|\n(?=\s*\n|[^a-z\n]*[\u3400-\u9fff])")
# Where a clause ends in which the name of a licence stands alone.
_CLAUSE: Final = re.compile(r"[,:|/()\[\]—·-] ?(?:(?:the|an?|creative commons|cc|gnu|知识共享|创用 ?cc|授权|许可) ?)?\W?$")
_HEAD: Final = re.compile(r"\W*(?:the |an? )?(?:creative commons |gnu |知识共享 ?|创用 ?cc ?)?\W?")
_COPYRIGHT: Final = re.compile(r"(?:^|[,;|.\n] ?)\W{0,4}(?:©|\(c\)|copyright|版权所有)|©|rights reserved")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
LETTER: Final = re.compile(r"[a-z©]")
# A licence whose own span begins with the word for it, or for what is under it.
_LABEL: Final = re.compile(r"许可|协议|授权|licen[sc]e|代码|源码|code|snippets?|samples?|examples?|scripts?|source")
_PRONOUN: Final = re.compile(r"\W*(?:it|they|all of (?:it|them)|these)\b")
_ASKS: Final = re.compile(r"请|谢绝|恕不|务必|欢迎|please|do not|don.t|feel free")
# The sentence behind a licence sends the reader to its file.
_FILE: Final = re.compile(r"[^.\n]{0,20}\. (?:please )?(?:see|read) (?:the )?(?:file )?\W?(?:licen[sc]e|copying)")
_OPENING: Final = re.compile(r"\W*[a-z]{3,12} ")
_UNLESS: Final = re.compile(
    r"\b(?:unless|except (?:where|as)) (?:otherwise |explicitly )?(?:noted|stated|otherwise|indicated|specified|marked)"
)
_NOTHING: Final = re.compile(r"\W*(?:(?:unless|except)\b[^.]{0,60})?")
_WE_ASK: Final = re.compile(r"\b(?:we|i) (?:only |kindly )?(?:ask|request|require)\b")
_SHORT: Final = 40
_BEFORE: Final = 140
_AFTER: Final = 120


_FRAMES: Final = {
    "own": r"(?:^|[,:;|(/—\n·-]| and | und ) ?\W{0,8}(?:%s)",
    "label": r"(?P<head>(?:^|[,;|(\n·]) ?)?\W{0,6}(?:%s)(?P<mark> ?[:|] ?| ?- |\s*\n)?\W{0,3}$",
    "tail": r"(?:[ -]?[\"》)]?(?:%s)){0,5}+[^\w\s]{0,2} ?(?:$|[,|/()\[\]—]|and |or )",
    "does": r"\W{0,4}[A-Z][^.!?\n]{1,70}? (?:%s)\b",
}
"""What stands around the words of a list; nothing around those of the others."""
SELDOM: Final = ("work", "own", "under", "credits")
"""Lists that are asked of few sentences."""


@cache
def lists() -> dict[str, tuple[list[str], list[str]]]:
    """The lists of `terms.toml`: of each the ways that hold an ideograph, and the others, as expressions.

    A match of one of the others holds what `LETTER` finds.
    """
    table = tomllib.loads(files("shanben.tables").joinpath("terms.toml").read_text("utf-8"))
    ways = {name: [joined([way], table["words"]) for way in ways] for name, ways in table["lists"].items()}
    return {
        name: ([way for way in every if _HAN.search(way)], [way for way in every if not _HAN.search(way)])
        for name, every in ways.items()
    }


@cache
def words(name: str, *, han: bool = True, others: bool = True) -> re.Pattern[str]:
    """The expression that a list makes, or its ways with an ideograph or the others, compiled when it is first needed."""
    with_han, without = lists()[name]
    ways = "|".join([*(with_han if han else ()), *(without if others else ())])
    return re.compile(_FRAMES.get(name, "%s") % (ways if han and others else hastened(ways)))


@cache
def _way(name: str, way: str) -> re.Pattern[str]:
    """The expression of one way of a list, compiled when it is first needed."""
    return re.compile(_FRAMES.get(name, "%s") % way)


def says(name: str, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether `[start, end)` of a text holds one of the ways of a list.

    The ways are many, and take long to compile: of lists that are asked seldom each is asked alone, where a word that it needs
    stands, of the others those without an ideograph where there are letters.
    """
    if name in SELDOM:
        asked = (way for both in lists()[name] for way in both if any(text.find(word, start, end) >= 0 for word in needed(way)))
        return any(_way(name, way).search(text, start, end) for way in asked)
    if words(name, others=False).search(text, start, end):
        return True
    return bool(LETTER.search(text, start, end) and words(name, han=False).search(text, start, end))


def grants(folded: str, written: str, start: int, end: int, *, brief: bool) -> bool:
    """Whether the licence named in `[start, end)` of a text, folded and as `written`, is granted there.

    In a `brief` line a fragment that names no work of others grants, though it does not name this one either.

    >>> text = "This page is under CC BY 4.0. Linux is under GPL-2.0. Photo by Jane, CC BY 2.0. sailor is under MPL-2.0."
    >>> names = "CC BY 4.0", "GPL-2.0", "CC BY 2.0", "MPL-2.0"
    >>> [grants(text.lower(), text, text.index(name), text.index(name) + len(name), brief=True) for name in names]
    [True, False, True, True]
    """
    before, after = _around(folded, start, end)
    label = _label(before)
    if _labelled(label):
        return True
    if _tells(before, after):
        return False
    if brief and not before.strip() and _NOTHING.fullmatch(after):
        return True
    subject = _with_antecedent(folded, start, before)
    if words("tail").match(after):
        labelled = (label and label["head"] is not None) or _LABEL.match(folded, start, end) or _COPYRIGHT.search(subject)
        aside = bool(_CLAUSE.search(before))
        if labelled or (aside and (brief or says("credits", before + after))):
            return True
    else:
        aside = brief = False
    put = aside or says("under", before) or says("under", before + folded[start:end] + after)
    file = _FILE.match(folded, end)
    return bool(put) and (bool(file) or _is_own(before, after, subject, written[start - len(before) : end], brief=brief))


def _is_own(before: str, after: str, subject: str, written: str, *, brief: bool) -> bool:
    """Whether what is put under a licence is this work."""
    if _HEAD.fullmatch(before):
        return bool(says("work", after) or _COPYRIGHT.match(after.strip()))
    if brief and not _HAN.search(before) and not words("does").match(written):
        return True
    return says("work", subject) or says("own", subject) or _UNLESS.search(after) is not None


def sets_terms(folded: str, start: int, end: int) -> bool:
    """Whether the terms in `[start, end)` of a folded text are those of this work, if nothing `speaks` of others."""
    before, after = _around(folded, start, end)
    parts, sentence = grammar().parts, (folded, start - len(before), end + len(after))
    return bool(
        not before.strip()
        or (len(before) <= _SHORT and (_ASKS.search(folded, start, end) or _WE_ASK.search(before)))
        or parts["mine"].search(*sentence)
        or (parts["this"].search(*sentence) and parts["reprint"].search(folded, start, end))
        or says("work", before)
        or says("own", before)
        or _labelled(_label(before))
        or _opens(before, folded, start)
    )


def _label(before: str) -> re.Match[str] | None:
    """What stands before as a label."""
    han, others = _HAN.search(before) is not None, LETTER.search(before) is not None
    return words("label", han=han, others=others).search(before) if han or others else None


def _labelled(label: re.Match[str] | None) -> bool:
    """Whether a label stands before, with its mark."""
    return label is not None and label["mark"] is not None


def _opens(before: str, folded: str, start: int) -> bool:
    """Whether a sentence opens with a work, of which one word says more, and then has its terms."""
    return bool(_OPENING.fullmatch(before) and grammar().parts["works"].match(folded, start))


def speaks(folded: str, start: int, end: int) -> bool:
    """Whether the sentence of a span tells of others, of the past or of a choice."""
    return _tells(*_around(folded, start, end)) or says("others", folded, start, end)


def _tells(*sides: str) -> bool:
    return any(says("about", side) for side in sides)


def _around(folded: str, start: int, end: int) -> tuple[str, str]:
    """What the sentence of a span has before and after it, the mark of a question included."""
    before = _END.split(folded[max(start - _BEFORE, 0) : start])[-1]
    after = folded[end : end + _AFTER]
    mark = _END.search(after)
    return before, after[: mark.end() if mark[0] == "?" else mark.start()] if mark else after


def _with_antecedent(folded: str, start: int, before: str) -> str:
    """What stands before a licence; behind the sentence before it on the line, if its subject is a pronoun or it has none."""
    if not _HEAD.fullmatch(before) and not _PRONOUN.match(before):
        return before
    at = start - len(before)
    line = folded[max(at - _BEFORE, folded.rfind("\n", 0, at) + 1, 0) : max(at - 1, 0)]
    return _END.split(line)[-1] + before
