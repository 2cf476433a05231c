"""What the lines of a document say about it: title, author, editor, source, dates; of its site `site_lines` reads.

Patterns meet the folded line: simplified, lower case, half width, one character for each, so that a match's span is the
span of the text as it was written. Who wrote a text and when is read around its title, its beginning and its end
(`place`), from whatever stands there plainly; elsewhere only from lines that are labelled for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Final

from shanben.kernels.hints import topics_of
from shanben.rules.fold import fold
from shanben.stages.metadata import labels
from shanben.stages.metadata.dates import Order, dates_in, order_of
from shanben.stages.metadata.found import Found, found_at
from shanben.stages.metadata.hints import Hint
from shanben.stages.metadata.people import is_junk, is_person, names_at
from shanben.stages.metadata.place import Place, place_of
from shanben.stages.metadata.site_lines import from_breadcrumb, from_footer
from shanben.stages.metadata.topics import BYLINE, DATE, FOOTER, MODIFIED, NAMED, ORIGIN, PUBLISHED, SOURCES
from shanben.view import View

_SIGNED: Final = re.compile(r"[(\[] ?(?P<value>[^()\[\]\n]{2,30}?)(?: [^()\[\] \n]{2,6}(?:报道|电|讯))? ?[)\]]\W{0,3}$")
_MODIFIED_AFTER: Final = re.compile(r" ?(?:更新|修改|修订)")
_OTHER_DATE: Final = re.compile(
    r"(?:今天是|现在是|当前时间|注册|登录|加入|生日|截止|有效期|下载|joined|registered)[^\d\n]{0,12}$"
)
_LISTED: Final = re.compile(r" {0,4}(?:·|#|re:|\d{1,2}[.,] )|[^\n]*。")
_BRACKETED: Final = re.compile(r"\[ ?([^\W\d_]{2,4}) ?\]")
_TOOK: Final = re.compile(r" ?/? ?[摄图]")
_BEHIND: Final = re.compile(r" ?[-_|–—]")
_ANY_NAMED: Final = sum(topic for topic, _ in NAMED)
_ANY_SOURCE: Final = sum(topic for topic, _ in SOURCES)
_SHORT: Final = 60
_LIST: Final = 3
_SITE_LINES: Final = frozenset({"footer", "copyright", "icp", "licence", "nav", "other", "related"})
_OTHERS: Final = frozenset({"related", "pagination", "share"})
_TEXT_LINES: Final = frozenset({"byline", "source", "date", "other"})


class LineReader:
    """Reads the lines of one view; `folded` is its folded text, `hints` what its lines may speak of."""

    def __init__(self, view: View, folded: str, hints: list[Hint]) -> None:
        self.view, self.lines, self.folded, self._hints = view, view.lines, folded, hints

    def read(self) -> Iterator[Found]:
        """Yield what the lines say, of each evidence the nearest first."""
        stated = [fold(fact.value) for fact in self.view.facts if fact.name in ("title", "h1", "meta:og:title")]
        place = place_of(self.lines, self.folded, stated)
        yield from titles(self.view)
        near = [*self._around(place)]
        yield from near
        yield from self._elsewhere(place, thorough=not {"author", "published"} <= {found.field for found in near})
        yield from from_breadcrumb(self.view, self.folded)

    def _around(self, place: Place) -> Iterator[Found]:
        """Yield what the head and the tail of the text say of author, editor, source and dates."""
        yield from self._near(place.head(len(self.lines)), 90, "")
        yield from _unlisted(self._near(place.tail(len(self.lines)), 30, ".tail"), "date.tail")
        yield from self._signatures(place)

    def _near(self, rows: Iterable[int], longest: int, where: str) -> Iterator[Found]:
        """Yield what these lines say; dates without a word from those of at most `longest` characters.

        Behind the text they are not taken from lines that are about other texts.
        """
        for at in dict.fromkeys(rows):
            if topics := self._topics.get(at, 0):
                line, told = self.lines[at], self._told(at)
                prose = line.end - line.start > _SHORT  # 记者 in a sentence is less than a byline of its own
                if topics & DATE:
                    told += self._dates(at, 0 if where and line.label in _OTHERS else longest)
                for found in told:
                    within = prose and found.evidence == "reporter"
                    yield found._replace(evidence="sentence" if within else found.evidence + where)

    def _told(self, at: int) -> list[Found]:
        """What a line says of people and sources."""
        topics = self._topics[at]
        told = self._people(at) if topics & BYLINE and topics & _ANY_NAMED else []
        return [*told, *self._sources(at)] if topics & ORIGIN and topics & _ANY_SOURCE else told

    def _elsewhere(self, place: Place, *, thorough: bool) -> Iterator[Found]:
        """Yield what lines anywhere say that are labelled for it; if `thorough` also short ones with little else."""
        dated: list[Found] = []
        others: list[Found] = []
        for at, topics in self._topics.items():
            line = self.lines[at]
            start, end, label = line[:3]
            short = thorough and end - start <= _SHORT
            if topics & DATE and (short or label == "date"):
                of_date, above = label == "date", at < place.first
                if above or topics & MODIFIED or (of_date and topics & PUBLISHED):
                    dated += self._far_dates(at, above=above, of_date=of_date)
            if topics & (BYLINE | ORIGIN) and (short or label in _TEXT_LINES):
                others += map(_far, self._told(at))
            if topics & FOOTER and label in _SITE_LINES:
                others += from_footer(self.view, self.folded, line, topics)
        yield from map(_far, _unlisted(dated, "date"))
        yield from others

    def _far_dates(self, at: int, *, above: bool, of_date: bool) -> Iterator[Found]:
        """Yield the dates of a line; if it is not `above` the text but below, where comments have theirs, only those with a word.

        The day of a change that is noted there, the last revision of a page, says nothing of when the text was published.
        """
        for found in self._dates(at, _SHORT // 2):
            if above or found.field == "modified" or (of_date and found.evidence == "label"):
                yield found

    @cached_property
    def _order(self) -> Order:
        lines = [self.folded[start:end] for start, end, topics in self._hints if topics & DATE]
        return order_of("\n".join([line for line in lines if "/" in line]))

    @cached_property
    def _topics(self) -> dict[int, int]:
        """The topics that each row has hints of, in the order of the rows; one without any is not there."""
        return topics_of(self.lines.start.data, self.lines.end.data, self._hints)

    def _people(self, at: int) -> list[Found]:
        """The names behind a label: 作者, 记者, 编辑, `by`."""
        topics, line = self._topics[at], self.lines[at]
        text, written = self.folded[line.start : line.end], self.view.text[line.start : line.end]
        found: list[Found] = []
        for field, evidence, pattern in [label for topic, label in NAMED if topics & topic]:
            for label in pattern.finditer(text):
                names = names_at(text, label.end(), len(text), written)
                if names and evidence == "reporter" and not _reports(text, label, names):
                    continue
                if names and not is_junk(text[names[0][0] : names[-1][1]]):
                    found.append(self._found(field, line.start + names[0][0], line.start + names[-1][1], evidence))
        return sorted(found, key=attrgetter("start"))

    def _sources(self, at: int) -> Iterator[Found]:
        """Yield where a text was taken from."""
        topics, line = self._topics[at], self.lines[at]
        for field, evidence, pattern in [label for topic, label in SOURCES if topics & topic]:
            if match := pattern.search(self.folded[line.start : line.end]):
                yield self._found(field, line.start + match.start("value"), line.start + match.end("value"), evidence)

    def _dates(self, at: int, longest: int) -> Iterator[Found]:
        """Yield the dates of a line: of publication, of a change, or, in lines that are not too long, without a word."""
        line, topics = self.lines[at], self._topics[at]
        text = self.folded[line.start : line.end]
        if not topics & (PUBLISHED | MODIFIED) and not _is_bare(text, longest):
            return
        for iso, start, end in dates_in(text, self._order if "/" in text else None):
            before, span = text[max(start - 24, 0) : start], (line.start + start, line.start + end)
            if labels.MODIFIED.search(before) or _MODIFIED_AFTER.match(text, end):
                yield Found("modified", iso, *span, "label", in_text=True)
                yield Found("published", iso, *span, "modified", in_text=True)  # it had been published by then
            elif labels.PUBLISHED.search(before):
                yield Found("published", iso, *span, "label", in_text=True)
            elif _is_bare(text, longest) and not _OTHER_DATE.search(before):
                yield Found("published", iso, *span, "date", in_text=True)

    def _signatures(self, place: Place) -> Iterator[Found]:
        """Yield names that stand alone under the title, in brackets beside a date, or at the end of the text."""
        for at in place.below_title(len(self.lines)):
            line = self.lines[at]
            yield from self._alone(line.start, line.end, "signature")
            if match := _BRACKETED.search(self.folded[line.start : line.end]):
                yield from self._alone(line.start + match.start(1), line.start + match.end(1), "signature")
        for at in range(place.last, min(place.last + 3, len(self.lines))):
            line = self.lines[at]
            if match := _SIGNED.search(self.folded[max(line.start, line.end - 60) : line.end]):
                shift = max(line.start, line.end - 60)
                yield from self._alone(shift + match.start("value"), shift + match.end("value"), "signature.tail")

    def _alone(self, start: int, end: int, evidence: str) -> Iterator[Found]:
        """Yield a span as an author if all of it is names of people."""
        text = self.folded[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        if not 2 <= end - start <= 40:
            return
        names = names_at(self.folded, start, end, self.view.text)
        if names and names[-1][1] == end and any(is_person(self.folded[a:b].replace(" ", "")) for a, b in names):
            yield self._found("author", start, end, evidence)

    def _found(self, field: str, start: int, end: int, evidence: str) -> Found:
        return found_at(self.view, field, start, end, evidence)


def _is_bare(text: str, longest: int) -> bool:
    """Whether a line may be little more than a date: it has at most so many characters, and is no item of a list."""
    return len(text.replace(" ", "")) <= longest and not _LISTED.match(text)


def _unlisted(found: Iterable[Found], bare: str) -> Iterator[Found]:
    """Yield what was found without the dates of a list: many dates with no word beside them are those of other documents."""
    every = list(found)
    listed = len([one for one in every if one.evidence == bare]) >= _LIST
    yield from (one for one in every if not (listed and one.evidence == bare))


def _far(found: Found) -> Found:
    """What was found, told as far from the text: there the first is worth most."""
    return found._replace(evidence="elsewhere")


def _reports(text: str, label: re.Match[str], names: list[tuple[int, int]]) -> bool:
    """Whether the names behind 记者 wrote the text: the word also opens the turns of an interview, and names photographers."""
    end = names[-1][1]
    if _TOOK.match(text[end : end + 4]) or text[end - 1] == "摄":
        return False
    name = text[slice(*names[0])].replace(" ", "")
    bracketed = text[max(label.start() - 1, 0)] in "([" or text[label.start()] in "([" or text[end : end + 2].strip()[:1] == ")"
    return is_person(name) or bracketed or (len(name) < 5 and is_person(name[:2]))


def titles(view: View) -> Iterator[Found]:
    """Yield the title: where the page's own stands first, with the name of the site behind it, the bare one that follows."""
    lines = [view.lines[at] for at, label in enumerate(view.lines.label) if label == "title"]
    found = [found_at(view, "title", line.start, line.end, "line") for line in lines]
    for title in found[1:]:
        if _BEHIND.match(found[0].value.removeprefix(title.value)):
            yield title
    yield from found[:1]


def from_lines(view: View, folded: str, hints: list[Hint]) -> Iterator[Found]:
    """Yield what the lines of a view say for the fields of the metadata."""
    return LineReader(view, folded, hints).read()
