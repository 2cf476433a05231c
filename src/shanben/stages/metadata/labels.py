"""The labels that stand before names and sources. Patterns meet the folded line, as in `lines`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Label(NamedTuple):
    """An expression, the field that is read by it, and on what evidence."""

    field: str
    evidence: str
    pattern: re.Pattern[str]


_COLON: Final = r"(?: ?[:|/] ?|  ?)"
_START: Final = r"(?:^|(?<=[ |()\[\]>·~,。*/\"-]))"
_OUTLET: Final = r"[^\W\d_a-z]{0,12}?"
_REPORTER: Final = r"(?:记者|通讯员|特派员)"
# What may stand between a label and the name: the country of a foreign author, or that he is a reporter, and of what.
_OFFICE: Final = rf"(?:[\[(] ?[^\W\da-z]{{1,5}} ?[\])] ?|{_OUTLET}(?:{_REPORTER}|评论员) ?[:/]? ?)?"
# For each pattern, which ends where a name begins, the field that the names give, and how plain that is.
NAMED: Final = tuple(
    Label(field, evidence, re.compile(pattern))
    for field, evidence, pattern in (
        (
            "author", "label",
            _START + r"(?:本文|原文|文章)?(?:作 ?者|作  者|撰文|撰稿人?|执笔人?|主笔|发文机关|发文机构|制发机关)"
            + _COLON + _OFFICE,
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
SOURCES: Final = tuple(
    Label("source", "label", re.compile(pattern))
    for pattern in (
        r"(?:(?:来源|出处|转载?自|摘自|稿源)于? ?[:|/] ?|^\W{0,3}source ?: ?|^\W{0,3}(?:本文)?转载自 )"
        r"[《\[\"]? ?(?P<value>[^\W_][^\n|\[\]()<>《》;,。:\"]{1,30}?)"
        r"(?=[ ]{2}|[|\[\]()<>《》;,。\"]| ?(?:作者|编辑|责编|责任|发布|发表|时间|日期|记者|点击|浏览|阅读|字体|字号|"
        r"分享)| ?(?:19|20)\d\d[-年/.]|$)",
        r"^《 ?(?P<value>[^《》\n]{2,20}?) ?》 ?\((?=[^()\n]{0,8}(?:19|20)\d\d)",
        r"^\W{0,3}(?:本文)?(?:转载?自|摘自|选自|原载于?|原刊于?) ?:? ?《 ?(?P<value>[^《》\n]{2,20}?) ?》",
    )
)
_NAME: Final = r"(?P<value>[^\W\d_][^\s,。;:|()!]{1,20}"
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔蜀陇秦"
_YEARS: Final = r"(?:19|20)\d\d(?: ?[-~至–] ?(?:(?:19|20)\d\d|今|present))?"
_RIGHTS: Final = r"(?:copyright|(?:版权|著作权)所有|[©\u24d2]|\(c\))[\s:©\u24d2.?]{0,6}(?:copyright)?[\s:©\u24d2?]{0,4}"
_HOLDER: Final = (
    r"(?!未经|不得|转载|www|https?:|all |本站|本网|网站|所有|内容|版权|著作权|owner|holder|notice|law|and |of |protect|policy)"
    r"(?P<value>[^\W\d_][^|\n©,;:。()]{1,40}?(?:, ?(?:inc|ltd|llc|co)\.?)?)"
)
SITE: Final = tuple(
    Label(field, "label", re.compile(pattern))
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
# What stands before a date and says of what it is.
PUBLISHED: Final = re.compile(
    r"(?:发布|发表|发稿|出版|刊发|发文|发[贴帖]|成文|上传|创建|published|posted|publish)[^\d\n]{0,8}$|(?:时间|日期|"
    r"date) ?:[^\d\n]{0,3}$|由[^\d\n]{1,16}于$"
)
MODIFIED: Final = re.compile(r"(?:更新|修改|编辑|修订|updated|modified|edited)[^\d\n]{0,8}$")
