"""UTF-8 read in a one-byte encoding: undone where ftfy is sure, with the spans of every character; clean text untouched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanben import limits
from shanben.config import Config
from shanben.stages.repair.latin import repair_latin
from shanben.view import View


def repaired(text):
    view = View.of(text, Config())
    return view.after(repair_latin(view))


@pytest.mark.parametrize("reader", ["latin-1", "cp1252", "cp437", "mac_roman"])
@pytest.mark.parametrize("text", ["Größe über alles", "déjà vécu", "źdźbło trawy", "naïve façade"])
def test_a_wrong_reader_is_undone(text, reader):
    bad = text.encode().decode(reader, "ignore")
    assert repaired(bad).text == text


def test_each_character_leads_to_its_bytes():
    view = repaired("eins\nzwei fÃ¼r drei\nvier")
    assert view.text == "eins\nzwei für drei\nvier"
    assert [view.log.to_source(i, i + 1) for i in range(10, 14)] == [(10, 11), (11, 13), (13, 14), (14, 15)]
    assert view.log.rules == ("repair.mojibake.utf-8-as-latin-1",)


CLEAN = ["", "plain", "«État» – à côté", "СССР» и ещё её", "việc ở Ấn Độ", "漢字「引用」", "3 × 4 ½ ©", "ÇÖ"]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_has_no_edits(text):
    assert not len(repaired(text).log)


@given(st.text(max_size=200))
def test_no_text_fails(text):
    repaired(text)
    repaired("Ã©" + text + "Ã©\ud800")


def test_a_long_line_is_looked_at_in_parts():
    line = "wohl fÃ¼r dich " * (limits.MOJIBAKE_LINE // 5)
    assert repaired(line).text == line.replace("Ã¼", "ü")


def test_only_encodings_are_touched():
    assert repaired("ＬＯＵＤ，“quoted” &amp; ﬁne sÃ³").text == "ＬＯＵＤ，“quoted” &amp; ﬁne só"


def test_a_long_line_is_looked_at_in_parts_with_their_context():
    from shanben.limits import MOJIBAKE_CONTEXT, MOJIBAKE_LINE

    far = "a quiet reading room " * (MOJIBAKE_CONTEXT // 10)
    text = far + "dÃ©jÃ\xa0 vu " + "x" * 2 * MOJIBAKE_LINE + " cafÃ©"
    view = View.of(text, Config())
    assert view.after(repair_latin(view)).text == far + "déjà vu " + "x" * 2 * MOJIBAKE_LINE + " café"
