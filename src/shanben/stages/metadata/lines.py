"""What the lines around a text say: author, editor, source, date, site, breadcrumb, ICP number, licence.

Patterns meet the folded line: simplified, lower case, half width, one character for each, so that a match's span is the
span of the text as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from shanben.document import Line
from shanben.rules.fold import fold
from shanben.stages.metadata.found import DATE, Found, iso_of_match
from shanben.stages.metadata.licences import licences_in
from shanben.view import View

# A value ends where two spaces, a bar, a bracket, another label or a date begin.
_LABELS: Final = (
    "作者|编辑|责编|责任编辑|来源|发布|发表|时间|日期|记者|审核|校对|点击|浏览|阅读|字体|字号|分享"
)  # fmt: skip
_END: Final = rf"(?=[ ]{{2}}|[|\[\]()<>《》;,。]| ?(?:{_LABELS})|(?:19|20)\d\d[-年/.]|$)"
_PEOPLE: Final = r"(?P<value>[^\W\d_](?:[^\n=|\[\]()<>《》;,。:]){0,40}?)" + _END
_NAME: Final = r"(?P<value>[^\W\d_][^\s,。;:|()!]{1,20}"
_COLON: Final = r"(?: ?[:|/] ?|  ?)"
_YEARS: Final = r"(?:(?:19|20)\d\d(?: ?[-~至] ?(?:(?:19|20)\d\d|今))?)?"
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔蜀陇秦"

# For each pattern the field that its group `value` is.
_FIELDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("author", r"(?:^|[^\w])(?:本文)?(?:作者|撰文|撰稿|文字?)" + _COLON + _PEOPLE),
        ("author", r"(?:^|[ (\[])(?:本报|本网|新华社|实习|见习|特约){0,3}(?:记者|通讯员)" + _COLON + _PEOPLE),
        ("author", r"^(?:written )?by:? (?P<value>[^\W\d_][^\n|,;:()\[\]]{1,40}?)" + _END),
        ("editor", r"(?:责任|网络)?(?:编辑|责编|编校)" + _COLON + _PEOPLE),
        ("source", r"(?:来源|来自|出处|转自|摘自|稿源)于? ?: ?《? ?(?P<value>[^\W_][^\n|\[\]()<>《》;,。:]{1,30}?)" + _END),
        ("source", r"^《 ?(?P<value>[^《》\n]{2,20}?) ?》 ?\((?=[^()\n]{0,8}(?:19|20)\d\d)"),
        ("icp", rf"(?P<value>[{_PROVINCES}] ?icp ?[备证]? ?(?:字第?)? ?\d{{4,10}} ?号?(?:-\d{{1,3}})?)"),
        ("site", r"版权(?:为|属于?|归) ?" + _NAME + r"?)(?= |www|http|所有|$)"),
        ("site", r"^\W{0,3}(?:您好,? ?)?欢迎[您你]?(?:来到|光临|访问|进入) ?" + _NAME + ")"),
        ("site", r"^\W{0,3}" + _NAME + "?)欢迎[您你]"),
        (
            "copyright_holder",
            r"(?:copyright|版权所有|©|\(c\))[\s:©.?]{0,6}(?:copyright)?[\s:©?]{0,4}" + _YEARS + r"[\s,.:]{0,4}(?:by )?"
            r"(?!未经|不得|转载|www|https?:|all )(?P<value>[^\W\d_][^|\n©,;:。()]{1,40}?)"
            r"(?= ?all rights| ?版权|\.|  | ?[|,;:。(]|$)",
        ),
    )
)
_BREADCRUMB: Final = re.compile(
    r"\W{0,4}(?:(?:您|你)?(?:的|现在的?|当前的?|所在的?)?(?:当前|所在|现在)?(?:位置|在)(?:是|为)? ?[:> ] ?)?"
)
_STEP: Final = re.compile(r"\s*(?:[>›»→/\\|]|::|-(?=[ >]))+\s*")
_HOME: Final = frozenset({"首页", "主页", "网站首页", "home", "返回首页"})
# Lines that may say who wrote a text, when, and where it was taken from; in the others such words mean something else.
_ABOUT_TEXT: Final = frozenset({"byline", "source", "date", "other"})
_ABOUT_SITE: Final = frozenset({"footer", "copyright", "icp", "licence", "nav", "other"})
_SITE_FIELDS: Final = frozenset({"icp", "site", "copyright_holder"})


def from_lines(view: View) -> Iterator[Found]:
    """Yield what the lines that are not body say for the fields of the metadata, in the order of the lines."""
    if not any(line.label != "body" for line in view.lines):
        return
    folded = fold(view.text)
    yield from _titles(view)
    trail: list[Found] = []
    for line in view.lines:
        if line.label == "breadcrumb":
            trail = trail or list(_steps(view, line, folded))
        elif line.label not in ("title", "body"):
            yield from _from_line(view, line, folded)
    yield from trail
    if trail and trail[0].value not in _HOME and len(trail) > 1:
        yield trail[0]._replace(field="site")


def _titles(view: View) -> Iterator[Found]:
    """Yield the title: where the page's own stands first, with the name of the site behind it, the bare one that follows."""
    titles = [_found(view, "title", line.start, line.end) for line in view.lines if line.label == "title"]
    for title in titles[1:]:
        if re.match(r" ?[-_|–—]", titles[0].value.removeprefix(title.value)):
            yield title
    yield from titles[:1]


def _from_line(view: View, line: Line, folded: str) -> Iterator[Found]:
    text = folded[line.start : line.end]
    for field, pattern in _FIELDS:
        allowed = _ABOUT_SITE if field in _SITE_FIELDS else _ABOUT_TEXT
        if line.label in allowed and (match := pattern.search(text)):
            yield _found(view, field, line.start + match.start("value"), line.start + match.end("value"))
    if line.label in ("date", "source", "byline"):
        for match in DATE.finditer(text):
            if value := iso_of_match(match):
                start, end = view.source_span(line.start + match.start(), line.start + match.end())
                yield Found("published", value, start, end)
    for licence, start, end in licences_in(text):
        yield Found("licences", licence, *view.source_span(line.start + start, line.start + end))


def _steps(view: View, line: Line, folded: str) -> Iterator[Found]:
    """Yield the steps of a breadcrumb: `当前位置：首页 > 新闻 > 正文`."""
    prefix = _BREADCRUMB.match(folded, line.start, line.end)
    at = prefix.end() if prefix else line.start
    for separator in (*_STEP.finditer(folded, at, line.end), None):
        end = separator.start() if separator else line.end
        if folded[at:end].strip():
            yield _found(view, "breadcrumb", at, end)
        at = separator.end() if separator else line.end


def _found(view: View, field: str, start: int, end: int) -> Found:
    """The slice of the view as a value, without the white space around it."""
    text = view.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    return Found(field, " ".join(view.text[start:end].split()), *view.source_span(start, end))
