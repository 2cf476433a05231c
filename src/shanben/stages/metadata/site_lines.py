"""What the lines around a text say of its site: registration numbers, who holds the copyright, the way to the page.

Patterns meet the folded line, as in `lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from shanben.labelled import Line
from shanben.rules.fold import fold
from shanben.stages.metadata.found import Found, found_at
from shanben.stages.metadata.topics import SITE
from shanben.view import View

_CRUMB_LABEL: Final = re.compile(
    r"\W{0,4}(?:(?:您|你)?(?:的|现在的?|当前的?|所在的?)?(?:当前|所在|现在)?(?:位置|栏目|在)(?:是|为)? ?[:> ] ?|"
    r"you are here ?:? ?)?"
)
_STEP: Final = re.compile(r"\s*(?:[>›»→/\\|]|::|-(?=[ >])|(?<=\s)·(?=\s))+\s*")
_DASH: Final = re.compile(r"\s*-\s*")
_HOME: Final = frozenset({"首页", "主页", "网站首页", "home", "返回首页"})
_CURRENT: Final = frozenset({"正文", "内文", "内容", "文章", "详情"})


def from_footer(view: View, folded: str, line: Line, topics: int) -> Iterator[Found]:
    """Yield what a line of the footer, which has hints of these topics, says of the site."""
    text = folded[line.start : line.end]
    for topic, (field, evidence, pattern) in SITE:
        if topics & topic and (match := pattern.search(text)) and match["value"]:
            yield found_at(view, field, line.start + match.start("value"), line.start + match.end("value"), evidence)


def from_breadcrumb(view: View, folded: str) -> Iterator[Found]:
    """Yield the steps of the first breadcrumb, and what its ends tell: the site, and the section."""
    crumbs = [view.lines[view.lines.label.index("breadcrumb")]] if "breadcrumb" in view.lines.labels else []
    steps = [step for line in crumbs for step in _steps(view, folded, line)]
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
