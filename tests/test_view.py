"""A view carries text, log and every span from stage to stage."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shanben.config import Config
from shanben.document import Flag, ScriptProfile
from shanben.edits import Edit, codes_of
from shanben.labelled import Line
from shanben.spans import Spans
from shanben.stages import repair
from shanben.stages.markup import read_markup
from shanben.view import Blocks, Outcome, View


def view_of(text):
    return View.of(text, Config())


def test_spans_are_carried_to_the_source():
    view = view_of("<<abc>>").after(Outcome([Edit(0, 2, "", "r"), Edit(5, 7, "", "r")]))
    assert view.text == "abc"
    view = view.after(
        Outcome(
            [Edit(1, 2, "BB", "r")],
            flags=[Flag("doubt", 1, 2)],
            lines=[Line(0, 3, "body", 1.0)],
            script=ScriptProfile("mixed", "hans", {}, spans=((2, 3, "hant"),)),
        )
    )
    assert view.text == "aBBc"
    assert view.flags == (Flag("doubt", 3, 4),)
    assert view.lines[0][:2] == (0, 3)
    assert view.source_lines[0][:2] == (2, 5)
    assert view.script.spans == ((4, 5, "hant"),)
    assert view.log.apply("<<abc>>") == "aBBc"


def test_blocks_are_of_the_text_after_their_own_edits_and_move_with_the_others():
    blocks = Blocks(Spans(np.array([0, 2]), np.array([1, 4])), {})
    view = view_of("<a>\nbc").after(Outcome([Edit(0, 1, "", "r"), Edit(2, 3, "", "r")], blocks=blocks))
    assert [view.text[a:b] for a, b in zip(view.blocks.spans.start, view.blocks.spans.end, strict=True)] == ["a", "bc"]
    view = view.after(Outcome([Edit(0, 1, "", "r")]))
    assert [view.text[a:b] for a, b in zip(view.blocks.spans.start, view.blocks.spans.end, strict=True)] == ["", "bc"]


def test_a_doubt_is_told_once():
    outcome = Outcome(flags=[Flag("doubt", 0, 1)])
    assert view_of("a").after(outcome).after(outcome).flags == (Flag("doubt", 0, 1),)


def test_nothing_found_changes_nothing():
    view = view_of("a")
    assert view.after(Outcome()) is view


def test_repairs_that_never_settle_are_flagged(monkeypatch):
    monkeypatch.setattr(repair, "FAMILIES", (lambda view: Outcome([Edit(0, 0, "x", "r")]),))
    monkeypatch.setattr(repair, "REPAIR_ROUNDS", 3)
    view = view_of("a").after(repair.repair_text(view_of("a")))
    assert view.text == "xxxa"
    assert [flag.name for flag in view.flags] == ["repair.unsettled"]


@given(
    st.lists(
        st.sampled_from(["<p>", "</b>", "<br>", "一句，", "&amp;#40;", "\u200b", "\u00a0 ", "鏍″嫎鍙ょ睄\n", "x", "\n\n\n"]),
        max_size=9,
    )
)
def test_the_scan_that_a_stage_hands_on_is_of_the_text_after_its_edits(parts):
    for stage, media_type in ((read_markup, "text/html"), (repair.repair_text, "text/plain")):
        view = View.of("".join(parts), Config(), media_type=media_type)
        outcome = stage(view)
        assert outcome.scan.text == outcome.edits.apply(view.text)
        assert np.array_equal(outcome.scan.codes, codes_of(outcome.scan.text))
