"""Comments below an article go; the posts of a thread stay."""

import time

import numpy as np
import pytest

from shanben.config import Config
from shanben.rules.match import matcher
from shanben.stages.lines.comments import below_article
from shanben.stages.lines.text import lines_of
from shanben.stages.markup import read_markup
from shanben.view import View

PARAGRAPH = "河边的磨坊停了三十年，今年春天，村里的几个年轻人把水轮修好了，磨盘又转了起来。"
REMARKS = [
    "小时候我在那里玩过，真想回去看看。",
    "写得好，就是太短了一点。",
    "水轮是谁修的？我爷爷以前也会修。",
    "明年我也去帮忙。",
]


def remark(number, text):
    return f"<div><h4>读者{number} 2021-03-0{number} 1{number}:20</h4><p>{text}</p></div>"


def below(source):
    """The lines that stand below the article of a page."""
    view = View.of(source, Config(), media_type="text/html")
    view = view.after(read_markup(view))
    lines = lines_of(view.scan, matcher())
    return [lines.texts[row] for row in np.flatnonzero(below_article(lines, view.blocks)).tolist()]


THREAD = "".join(remark(number, text) for number, text in enumerate(REMARKS, 1))
ARTICLE = f"<div class=a><h1>磨坊</h1>{f'<p>{PARAGRAPH}</p>' * 4}</div>"


def test_stamps_that_repeat_below_an_article():
    found = below(f"{ARTICLE}<div>{THREAD}</div>")
    assert found[0] == "读者1 2021-03-01 11:20" and found[-1] == REMARKS[-1]
    assert PARAGRAPH.replace("，", ",") not in found


def test_a_heading_of_comments():
    found = below(f"{ARTICLE}<div><h3>网友评论</h3>{''.join(f'<p>{text}</p>' for text in REMARKS)}</div>")
    assert found[0] == REMARKS[0].replace("，", ",") and len(found) == len(REMARKS)


@pytest.mark.parametrize(
    "source",
    [
        f"<h1>磨坊</h1><div>{THREAD}</div>",  # a thread: no article stands above its first stamp
        ARTICLE,
        f"<div>{''.join(f'<p>{PARAGRAPH}</p><h4>3月{day}日 2021-03-0{day}</h4>' for day in range(1, 6))}</div>",  # a diary
        f"{ARTICLE}<table>{''.join(f'<tr><td>水位<td>2021-03-0{day}<td>{day} 米' for day in range(1, 6))}</table>",  # data
        "<h3>最新评论</h3><p>写得好，就是太短了一点。</p>" + ARTICLE,  # comments on other pages, above the article
        "",
    ],
)
def test_what_is_no_comment_stays(source):
    assert below(source) == []


def test_many_headings_take_time_in_proportion():
    def seconds(count):
        start = time.process_time()
        below(f"<div>{f'<p>{PARAGRAPH}</p><h3>网友评论</h3>' * count}</div>")
        return time.process_time() - start

    seconds(50)
    assert seconds(1600) < 16 * 4 * max(seconds(100), 0.004)
