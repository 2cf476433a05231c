"""What the lines around a text say of its site: registration numbers, who holds the copyright, the way to the page.

Patterns meet the folded line, as in `lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from shanben.document import Line
from shanben.rules.fold import fold
from shanben.stages.metadata.found import Found, found_at
from shanben.view import View

_FOOTER: Final = re.compile(r"icp|公网安备|版权|著作权|欢迎|copyright|[©\u24d2]|\(c\)")
_NAME: Final = r"(?P<value>[^\W\d_][^\s,。;:|()!]{1,20}"
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔蜀陇秦"
_YEARS: Final = r"(?:19|20)\d\d(?: ?[-~至–] ?(?:(?:19|20)\d\d|今|present))?"
_RIGHTS: Final = r"(?:copyright|(?:版权|著作权)所有|[©\u24d2]|\(c\))[\s:©\u24d2.?]{0,6}(?:copyright)?[\s:©\u24d2?]{0,4}"
_HOLDER: Final = (
    r"(?!未经|不得|转载|www|https?:|all |本站|本网|网站|所有|内容|版权|著作权|owner|holder|notice|law|and |of |protect|policy)"
    r"(?P<value>[^\W\d_][^|\n©,;:。()]{1,40}?(?:, ?(?:inc|ltd|llc|co)\.?)?)"
)
_ABOUT_SITE: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("icp", rf"(?P<value>[{_PROVINCES}] ?icp ?[备证]? ?(?:字第?)? ?\d{{4,10}} ?号?(?:-\d{{1,3}}(?:[a-z](?![a-z]))?)?)"),
        ("public_security", rf"(?P<value>[{_PROVINCES}] ?公网安备 ?\d{{10,16}} ?号?)"),
        ("site", rf"版权(?:为|属于?|归) ?{_NAME}?)(?= |www|http|所有|$)"),
        ("site", rf"^\W{{0,3}}(?:您好,? ?)?欢迎[您你]?(?:来到|光临|访问|进入) ?{_NAME})"),
        ("site", rf"^\W{{0,3}}{_NAME}?)欢迎[您你]"),
        ("copyright_years", rf"{_RIGHTS}(?:[^\d\n|]{{1,40}} )?(?P<value>{_YEARS})"),
        (
            "copyright_holder",
            rf"{_RIGHTS}(?:{_YEARS}年?)?[\s,.:]{{0,4}}(?:by )?{_HOLDER}"
            rf"(?= ?all rights| ?版权|\.(?:\s|$)|  | ?[|,;:。(]| [-–]|(?: |(?<=[\u3400-\u9fff])){_YEARS}|"
            rf" ?[{_PROVINCES}] ?icp|$)",
        ),
        ("copyright_holder", rf"(?:^|[|,。 ]){_HOLDER} ?(?:版权|著作权)所有"),
    )
)
_CRUMB_LABEL: Final = re.compile(
    r"\W{0,4}(?:(?:您|你)?(?:的|现在的?|当前的?|所在的?)?(?:当前|所在|现在)?(?:位置|栏目|在)(?:是|为)? ?[:> ] ?|"
    r"you are here ?:? ?)?"
)
_STEP: Final = re.compile(r"\s*(?:[>›»→/\\|]|::|-(?=[ >])|(?<=\s)·(?=\s))+\s*")
_DASH: Final = re.compile(r"\s*-\s*")
_HOME: Final = frozenset({"首页", "主页", "网站首页", "home", "返回首页"})
_CURRENT: Final = frozenset({"正文", "内文", "内容", "文章", "详情"})


def from_footer(view: View, folded: str, line: Line) -> Iterator[Found]:
    """Yield what a line of the footer says of the site."""
    text = folded[line.start : line.end]
    if not _FOOTER.search(text):
        return
    for field, pattern in _ABOUT_SITE:
        match = pattern.search(text)
        if match and match["value"]:
            yield found_at(view, field, line.start + match.start("value"), line.start + match.end("value"), "label")


def from_breadcrumb(view: View, folded: str) -> Iterator[Found]:
    """Yield the steps of the first breadcrumb, and what its ends tell: the site, and the section."""
    line = next((line for line in view.lines if line.label == "breadcrumb"), None)
    steps = list(_steps(view, folded, line)) if line else []
    yield from steps
    if len(steps) > 1 and fold(steps[0].value) not in _HOME:
        yield steps[0]._replace(field="site", evidence="breadcrumb")
    sections = [step for step in steps[1:] if fold(step.value) not in _CURRENT]
    yield from (step._replace(field="section", evidence="breadcrumb") for step in sections[-1:])


def _steps(view: View, folded: str, line: Line) -> Iterator[Found]:
    """Yield the steps of a breadcrumb: `当前位置：首页 > 新闻 > 正文`."""
    label = _CRUMB_LABEL.match(folded, line.start, line.end)
    at = label.end() if label else line.start
    separators = list(_STEP.finditer(folded, at, line.end)) or list(_DASH.finditer(folded, at, line.end))
    for separator in (*separators, None):
        end = separator.start() if separator else line.end
        if folded[at:end].strip():
            yield found_at(view, "breadcrumb", at, end, "line")
        at = separator.end() if separator else line.end
