"""Hostile pages take time and room in proportion to their size, and lead back to their source."""

import importlib.util
import time
from pathlib import Path

import pytest

from interpreted import COMPILED
from shanben.config import Config
from shanben.stages.markup import read_markup
from shanben.view import View

PATH = Path(__file__).parents[2] / "fixtures" / "bad" / "html.py"
SPEC = importlib.util.spec_from_file_location("bad_html", PATH)
BAD = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(BAD)

SIZE = 20_000
SECONDS = 5.0 if COMPILED else 50.0  # for 200,000 characters; the worst takes a tenth of that
GROWTH = 4.0  # how much more than in proportion: a shared machine is noisy, a quadratic page would show tenfold


def seconds(source):
    start = time.process_time()
    read_markup(View.of(source, Config(), media_type="text/html"))
    return time.process_time() - start


@pytest.mark.parametrize("name", BAD.PAGES)
def test_hostile_page(name):
    page = BAD.PAGES[name]
    source = page(SIZE)
    assert len(source) < 2 * SIZE
    outcome = read_markup(View.of(source, Config(), media_type="text/html"))
    text = outcome.edits.apply(source)
    assert outcome.edits.invert(outcome.edits.removed(source)).apply(text) == source
    short = min(seconds(source) for _ in range(3))
    long = min(seconds(page(10 * SIZE)) for _ in range(2))
    assert long < 10 * GROWTH * max(short, 1e-3)
    assert long < SECONDS


def test_depth_of_a_hundred_thousand():
    source = "<div>" * 100_000 + "<p>x" + "</div>" * 100_000
    assert seconds(source) < SECONDS
    assert read_markup(View.of(source, Config(), media_type="text/html")).edits.apply(source) == "x"
