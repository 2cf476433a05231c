"""What the lines of a document say about it: title, author, editor, source, dates; of its site `site_lines` reads.

Patterns meet the folded line: simplified, lower case, half width, one character for each, so that a match's span is the
span of the text as it was written. Who wrote a text and when is read around its title, its beginning and its end
(`place`), from whatever stands there plainly; elsewhere only from lines that are labelled for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from shanben.rules.fold import fold
from shanben.stages.metadata.dates import DATED, Order, dates_in, order_of
from shanben.stages.metadata.found import Found, found_at
from shanben.stages.metadata.people import is_junk, is_person, names_at
from shanben.stages.metadata.place import Place, place_of
from shanben.stages.metadata.site_lines import from_breadcrumb, from_footer
from shanben.view import View

_COLON: Final = r"(?: ?[:|/] ?|  ?)"
_START: Final = r"(?:^|(?<=[ |()\[\]>·~,。*/\"-]))"
_OUTLET: Final = r"[^\W\d_a-z]{0,12}?"
_REPORTER: Final = r"(?:记者|通讯员|特派员)"
# What may stand between a label and the name: the country of a foreign author, or that he is a reporter, and of what.
_OFFICE: Final = rf"(?:[\[(] ?[^\W\da-z]{{1,5}} ?[\])] ?|{_OUTLET}(?:{_REPORTER}|评论员) ?[:/]? ?)?"
# For each pattern, which ends where a name begins, the field that the names give, and how plain that is.
_NAMED: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = tuple(
    (field, evidence, re.compile(pattern))
    for field, evidence, pattern in (
        (
            "author", "label",
            _START + r"(?:本文|原文|文章)?(?:作 {0,2}者|撰文|撰稿人?|执笔人?|主笔|发文机关|发文机构|制发机关)" + _COLON + _OFFICE,
        ),
        ("author", "label", r"(?<!第一)(?<!通讯)作者 ?: ?" + _OFFICE),
        ("author", "label", _START + r"(?:文字|文|采写|文,? ?图) ?[/|:] ?" + _OFFICE),
        ("author", "label", r"^ ?本[贴帖文]由 ?"),
        ("author", "label", r"^ ?由 ?(?=[^\W\d]{2,20} ?(?:张贴|发表|发布))"),
        ("author", "label", r"^ ?(?=[^\W\d][^\s|:]{1,20} ?发[表布]于 ?:? ?(?:19|20)\d\d)"),
        ("author", "label", r"(?:19|20)\d\d[-/年][\d\-/:年月日 ]{4,18} by "),
        ("author", "label", r"^(?:written |posted )?by:? "),
        ("author", "label", r"(?:^|  |[|·]) ?(?:author|written by|posted by):? "),
        ("author", "reporter", _START + _OUTLET + r"(?:记者|通讯员|特派员|实习生|特约撰稿人?|评论员)[ :/]{1,3}"),
        ("author", "reporter", rf"^\W{{0,3}}(?:实习|见习|特约|驻\w{{2,6}}?)?{_REPORTER}(?=[^\W\da-z])"),
        (
            "author", "reporter",
            _START + _OUTLET + rf"(?:[报网刊社台]|新闻|频道|中心)(?:实习|见习|特约|驻\w{{2,6}}?)?{_REPORTER}",
        ),
        ("author", "posted", r"(?:^|[ |])发[布表][者人] ?[:|] ?"),
        ("editor", "label", r"(?:责任|网络|本[文版])?(?:编辑|责编|编校)" + _COLON),
        ("editor", "label", r"(?:^|  |[|·]) ?(?:edited by|editor):? "),
    )
)  # fmt: skip
# Without one of these words in a line none of the patterns above, or of those of sources, can match: one look at the whole text
# instead of many at every line. Each alternative begins with a character of its own, which `re` looks for without trying them.
_BYLINE: Final = re.compile(
    r"作 {0,2}者|撰|执笔|主笔|文机[关构]|制机[关构]|布机[关构]|记者|特派员|通讯员|实习生|评论员|编辑|责编|编校|采写|文 ?[/|:]|"
    r"图 ?[/|:]|由|发[表布][于者人]|by |by:|author|editor"
)
_ORIGIN: Final = re.compile(r"来源|出处|转自|转载自|摘自|稿源|source|《")
_SIGNED: Final = re.compile(r"[(\[] ?(?P<value>[^()\[\]\n]{2,30}?)(?: [^()\[\] \n]{2,6}(?:报道|电|讯))? ?[)\]]\W{0,3}$")
_SOURCE: Final = (
    re.compile(
        r"(?:(?:来源|出处|转载?自|摘自|稿源)于? ?[:|/] ?|^\W{0,3}source ?: ?|^\W{0,3}(?:本文)?转载自 )"
        r"[《\[\"]? ?(?P<value>[^\W_][^\n|\[\]()<>《》;,。:\"]{1,30}?)"
        r"(?=[ ]{2}|[|\[\]()<>《》;,。\"]| ?(?:作者|编辑|责编|责任|发布|发表|时间|日期|记者|点击|浏览|阅读|字体|字号|"
        r"分享)| ?(?:19|20)\d\d[-年/.]|$)"
    ),
    re.compile(r"^《 ?(?P<value>[^《》\n]{2,20}?) ?》 ?\((?=[^()\n]{0,8}(?:19|20)\d\d)"),
    re.compile(r"^\W{0,3}(?:本文)?(?:转载?自|摘自|选自|原载于?|原刊于?) ?:? ?《 ?(?P<value>[^《》\n]{2,20}?) ?》"),
)
_PUBLISHED: Final = re.compile(
    r"(?:发布|发表|发稿|出版|刊发|发文|发[贴帖]|成文|上传|创建|published|posted|publish)[^\d\n]{0,8}$|(?:时间|日期|"
    r"date) ?:[^\d\n]{0,3}$|由[^\d\n]{1,16}于$"
)
_MODIFIED: Final = re.compile(r"(?:更新|修改|编辑|修订|updated|modified|edited)[^\d\n]{0,8}$")
_MODIFIED_AFTER: Final = re.compile(r" ?(?:更新|修改|修订)")
_OTHER_DATE: Final = re.compile(
    r"(?:今天是|现在是|当前时间|注册|登录|加入|生日|截止|有效期|下载|joined|registered)[^\d\n]{0,12}$"
)
_LISTED: Final = re.compile(r" {0,4}(?:·|#|re:|\d{1,2}[.,] )|[^\n]*。")
_SHORT: Final = 60
_LIST: Final = 3
_SITE_LINES: Final = frozenset({"footer", "copyright", "icp", "licence", "nav", "other", "related"})
_OTHERS: Final = frozenset({"related", "pagination", "share"})
_TEXT_LINES: Final = frozenset({"byline", "source", "date", "other"})


class LineReader:
    """Reads the lines of one view; `folded` is its folded text."""

    def __init__(self, view: View, folded: str) -> None:
        self.view, self.lines, self.folded = view, view.lines, folded

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
            line = self.lines[at]
            prose = line.end - line.start > _SHORT  # 记者 in a sentence is less than a byline of its own
            dates = self._dates(at, 0 if where and line.label in _OTHERS else longest)
            for found in (*self._people(at), *self._sources(at), *dates):
                within = prose and found.evidence == "reporter"
                yield found._replace(evidence="sentence" if within else found.evidence + where)

    def _elsewhere(self, place: Place, *, thorough: bool) -> Iterator[Found]:
        """Yield what lines anywhere say that are labelled for it; if `thorough` also short ones with little else."""
        dates = (found for at in sorted(self._dated) for found in self._far_dates(at, place, thorough=thorough))
        yield from map(_far, _unlisted(dates, "date"))
        told = self._bylines | self._origins
        for at, line in enumerate(self.lines):
            short = thorough and line.end - line.start <= _SHORT
            if at in told and (line.label in _TEXT_LINES or short):
                yield from map(_far, (*self._people(at), *self._sources(at)))
            if line.label in _SITE_LINES:
                yield from from_footer(self.view, self.folded, line)

    def _far_dates(self, at: int, place: Place, *, thorough: bool) -> Iterator[Found]:
        """Yield the dates of a line anywhere; below the text, where comments have theirs, only of a date line with a word.

        The day of a change that is noted there, the last revision of a page, says nothing of when the text was published.
        """
        line = self.lines[at]
        if line.label == "date" or (thorough and line.end - line.start <= _SHORT):
            for found in self._dates(at, _SHORT // 2):
                labelled = line.label == "date" and found.evidence == "label"
                if found.field == "modified" or at < place.first or labelled:
                    yield found

    @cached_property
    def _order(self) -> Order:
        return order_of(self.folded)

    @cached_property
    def _bylines(self) -> frozenset[int]:
        return self._holding(_BYLINE)

    @cached_property
    def _origins(self) -> frozenset[int]:
        return self._holding(_ORIGIN)

    @cached_property
    def _dated(self) -> frozenset[int]:
        return self._holding(DATED)

    def _holding(self, hint: re.Pattern[str]) -> frozenset[int]:
        """The rows of the lines that hold a hint; it may stand in the space behind a line."""
        starts = [line.start for line in self.lines]
        return frozenset(bisect_right(starts, found.start()) - 1 for found in hint.finditer(self.folded)) - {-1}

    def _people(self, at: int) -> Iterator[Found]:
        """Yield the names behind a label: 作者, 记者, 编辑, `by`."""
        if at not in self._bylines:
            return
        line = self.lines[at]
        text, written = self.folded[line.start : line.end], self.view.text[line.start : line.end]
        found = []
        for field, evidence, pattern in _NAMED:
            for label in pattern.finditer(text):
                names = names_at(text, label.end(), len(text), written)
                if names and evidence == "reporter" and not _reports(text, label, names):
                    continue
                if names and not is_junk(text[names[0][0] : names[-1][1]]):
                    found.append(self._found(field, line.start + names[0][0], line.start + names[-1][1], evidence))
        yield from sorted(found, key=lambda one: one.start)

    def _sources(self, at: int) -> Iterator[Found]:
        """Yield where a text was taken from."""
        if at not in self._origins:
            return
        line = self.lines[at]
        for pattern in _SOURCE:
            if match := pattern.search(self.folded[line.start : line.end]):
                yield self._found("source", line.start + match.start("value"), line.start + match.end("value"), "label")

    def _dates(self, at: int, longest: int) -> Iterator[Found]:
        """Yield the dates of a line: of publication, of a change, or, in lines that are not too long, without a word."""
        if at not in self._dated:
            return
        line = self.lines[at]
        text = self.folded[line.start : line.end]
        bare = len(text.replace(" ", "")) <= longest and not _LISTED.match(text)
        for iso, start, end in dates_in(text, self._order if "/" in text else None):
            before, span = text[max(start - 24, 0) : start], (line.start + start, line.start + end)
            if _MODIFIED.search(before) or _MODIFIED_AFTER.match(text, end):
                yield Found("modified", iso, *span, "label", in_text=True)
                yield Found("published", iso, *span, "modified", in_text=True)  # it had been published by then
            elif _PUBLISHED.search(before):
                yield Found("published", iso, *span, "label", in_text=True)
            elif bare and not _OTHER_DATE.search(before):
                yield Found("published", iso, *span, "date", in_text=True)

    def _signatures(self, place: Place) -> Iterator[Found]:
        """Yield names that stand alone under the title, in brackets beside a date, or at the end of the text."""
        for at in place.below_title(len(self.lines)):
            line = self.lines[at]
            yield from self._alone(line.start, line.end, "signature")
            if match := re.search(r"\[ ?([^\W\d_]{2,4}) ?\]", self.folded[line.start : line.end]):
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
    if re.match(r" ?/? ?[摄图]", text[end : end + 4]) or text[end - 1] == "摄":
        return False
    name = text[slice(*names[0])].replace(" ", "")
    bracketed = text[max(label.start() - 1, 0)] in "([" or text[label.start()] in "([" or text[end : end + 2].strip()[:1] == ")"
    return is_person(name) or bracketed or (len(name) < 5 and is_person(name[:2]))


def titles(view: View) -> Iterator[Found]:
    """Yield the title: where the page's own stands first, with the name of the site behind it, the bare one that follows."""
    found = [found_at(view, "title", line.start, line.end, "line") for line in view.lines if line.label == "title"]
    for title in found[1:]:
        if re.match(r" ?[-_|–—]", found[0].value.removeprefix(title.value)):
            yield title
    yield from found[:1]


def from_lines(view: View, folded: str) -> Iterator[Found]:
    """Yield what the lines of a view say for the fields of the metadata."""
    return LineReader(view, folded).read()
