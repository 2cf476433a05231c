"""The kernels of the model's rows: the same compiled and not."""

import numpy as np
import pytest

from interpreted import interpreted
from shanben.config import Config
from shanben.kernels import features as compiled
from shanben.kernels import textlines as counted
from shanben.rules.match import matcher
from shanben.scan import Scan
from shanben.stages.lines import features, markup, text
from shanben.stages.lines.head import Head
from shanben.stages.markup import read_markup
from shanben.view import View

PAGE = """<title>水轮又转了</title><div class="nav"><a href=/>首页</a> <a href=/n>新闻</a></div>
<div id="main"><h1>水轮又转了</h1><p>2024-05-06 10:11 作者：陈小河</p><p>磨坊停了三十年，今年春天，水轮又转了起来。村里的人都来看。</p>
<p>他说，河水还是那条河水，磨盘也还是那副磨盘，只是推磨的人老了。<ul><li><a href=/1>相关新闻一</a><li>相关新闻二</ul></div>
<div class="footer">版权所有 某某网 | <b>联系我们</b></div>"""


@pytest.fixture
def page() -> View:
    view = View.of(PAGE, Config(), media_type="text/html")
    return view.after(read_markup(view))


def test_compiled_and_interpreted_count_the_same(page: View, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = []
    for kernel, counter in ((compiled, counted), (interpreted("features"), interpreted("textlines"))):
        monkeypatch.setattr(features, "text_rows", kernel.text_rows)
        monkeypatch.setattr(markup, "page_rows", kernel.page_rows)
        monkeypatch.setattr(text, "count_kinds", counter.count_kinds)
        lines = text.lines_of(Scan(page.text), matcher())
        rows.append(features.features(lines, page.blocks, Head("水轮又转了")))
    assert np.array_equal(*rows)
    assert np.isfinite(rows[0]).all()
    assert rows[0].shape == (242, len(lines))


def test_a_page_of_one_line_has_all_rows() -> None:
    view = View.of("<p>一行", Config(), media_type="text/html")
    view = view.after(read_markup(view))
    lines = text.lines_of(Scan(view.text), matcher())
    assert np.isfinite(features.features(lines, view.blocks)).all()


def test_scaled_rows_are_within_bounds_and_the_same() -> None:
    table = np.array([[0.0, 1.5, -9.0], [2.0, 2.25, 1e9]])
    mean, factor = np.array([0.5, 2.0], np.float32), np.array([2.0, 4.0], np.float32)
    for kernel in (compiled, interpreted("features")):
        out = np.empty(table.shape, np.float32)
        kernel.scale(table.data, mean.data, factor.data, 4.0, out.data)
        assert out.tolist() == [[-1.0, 2.0, -4.0], [0.0, 1.0, 4.0]]
