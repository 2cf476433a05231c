import numpy as np
import pytest

from interpreted import interpreted
from shanben.config import Config
from shanben.kernels import features as compiled
from shanben.stages.lines import drop_lines, label_lines
from shanben.stages.markup import read_markup
from shanben.view import View

PARAGRAPHS = [
    "市里的老图书馆昨天重新开放，许多读者一早就在门口排起了队，有人带来了三十年前的借书证。",
    "馆长说，这次修缮用了两年的时间，书架、灯光和阅览室都换成了新的，古籍部也有了恒温的库房。",
    "一位姓陈的老人告诉我们，他从二十岁起就在这里看书，如今带着孙子来，心里有说不出的高兴。",
    "按照计划，图书馆每天从早上九点开到晚上九点，周一闭馆，读者可以凭身份证进入。",
]
PAGE = """<html><head><title>老图书馆重新开放_某某新闻网</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/a">新闻</a> <a href="/b">财经</a> <a href="/c">体育</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/a">社会</a> &gt; 正文</div>
<div class="article"><h1>老图书馆重新开放</h1>
<div class="info">来源：某某晚报 2021-05-06 10:00</div>
{body}
<p>责任编辑：王某</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/1">另一座城市的新书店</a></li><li><a href="/2">旧书摊的春天</a></li></ul></div>
<div class="footer"><a href="/about">关于我们</a> | <a href="/contact">联系我们</a><p>版权所有 某某新闻网 京ICP备12345678号</p></div>
</body></html>"""


def view_of(source):
    view = View.of(source, Config(), media_type="text/html")
    view = view.after(read_markup(view))
    return view.after(label_lines(view))


def test_the_text_of_a_page_comes_out():
    view = view_of(PAGE.format(body="".join(f"<p>{text}</p>" for text in PARAGRAPHS)))
    text = view.after(drop_lines(view)).text
    assert [line for line in text.split("\n") if line] == ["老图书馆重新开放", *PARAGRAPHS]
    labels = {view.text[line.start : line.end]: line.label for line in view.lines}
    assert labels["来源：某某晚报 2021-05-06 10:00"] == "source"
    assert labels["责任编辑：王某"] == "byline"
    assert labels["另一座城市的新书店"] == "related"
    assert labels["老图书馆重新开放"] == "title"


@pytest.mark.parametrize("source", ["", "<p>", "<p>一", "<html><body></body></html>", "<!-- x -->", "<table><tr><td>1<td>2"])
def test_small_pages_are_labelled(source):
    view = view_of(source)
    assert all(line.start < line.end for line in view.lines)


def test_a_large_page_takes_time_in_proportion():
    import time

    def seconds(count):
        start = time.perf_counter()
        view = view_of(PAGE.format(body="".join(f"<p>{PARAGRAPHS[at % 4]}</p>" for at in range(count))))
        assert len(view.lines) > count
        return time.perf_counter() - start

    seconds(100)
    assert seconds(4000) < 40 * 4 * max(seconds(100), 0.004)


@pytest.mark.parametrize(
    "source",
    [
        "<h1>安装</h1><p>运行命令。<h2>更多</h2><p>见手册。",
        "<p>山前一条河<p>河上一座桥",
        "<ul><li>apples<li>pears</ul>",
        "<pre>x = 1\ny = 2</pre>",
    ],
)
def test_a_page_without_chrome_is_kept_whole(source):
    assert all(line.keep for line in view_of(source).lines)


def test_lines_of_one_structure_share_their_fate():
    for kernel in (compiled, interpreted("features")):
        chance = np.array([0.9, 0.1, 0.8])
        kernel.share(chance.data, np.array([30.0, 10.0, 10.0]).data, np.array([5, 5, 7]).data)
        assert chance.tolist() == pytest.approx([0.8, 0.4, 0.8])
