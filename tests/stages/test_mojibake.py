"""Wrong readings undone: every chain, single and double, whole lines and passages; clean text of every script untouched."""

import ftfy.bad_codecs  # noqa: F401  registers the sloppy codecs that browsers read by
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanben import limits
from shanben.config import Config
from shanben.stages.repair.mojibake import repair_mojibake
from shanben.stages.repair.suspects import suspects
from shanben.view import View

HANS = "藏书楼里的善本大多钤有历代藏家的印章"
HANT = "藏書樓裡的善本大多鈐有歷代藏家的印章"
JA = "この図書館には古い写本がたくさん残っています"
KO = "이 도서관에는 오래된 필사본이 많이 남아 있습니다"
CHAINS = [
    (HANS, "gbk", "latin-1"), (HANS, "gbk", "sloppy-windows-1252"), (HANT, "big5", "latin-1"), (HANS, "utf-8", "latin-1"),
    (HANS, "utf-8", "sloppy-windows-1252"), (HANS, "utf-8", "cp437"), (HANT, "utf-8", "mac_roman"), (JA, "cp932", "gbk"),
    (HANT, "utf-8", "sloppy-windows-1251"), (JA, "euc_jp", "gb18030"), (KO, "cp949", "gbk"), (JA, "cp932", "latin-1"),
    (KO, "cp949", "latin-1"), ("Größere Übersicht über ältere Bücher", "utf-8", "cp850"),
]  # fmt: skip
CLEAN = [
    HANS, HANT, JA, KO, "", "龔濬", "Größe und Maß", "À côté, où l’été", "съешь же ещё этих мягких булок",
    "Ξεσκεπάζω την ψυχοφθόρα",
    "דג סקרן שט בים", "نص حكيم له سر قاطع", "เป็นมนุษย์สุดประเสริฐ", "Ấn Độ, việc ở đây", "日本語とEnglishが混ざる", "→ ▲▼ ★★★ ①②③",
    "①　卷一　目錄：「經」「史」", "ＡＢＣ　１２３", "ﾊﾝｶｸ ｶﾅ", "বাংলা ভাষা", "α + β ≤ γ²", "😀😀👍🏽", "PUA \ue000\ue001",
]  # fmt: skip


def repaired(text):
    view = View.of(text, Config())
    return view.after(repair_mojibake(view))


@pytest.mark.parametrize(("text", "right", "wrong"), CHAINS)
def test_a_chain_is_undone_and_named(text, right, wrong):
    view = repaired(text.encode(right).decode(wrong))
    assert view.text == text
    # Latin-1 and cp1252 cannot be told apart where only what they share occurs.
    (rule,) = view.log.rules
    shown = f"repair.mojibake.{right}-as-{wrong}".replace("sloppy-windows-", "cp").replace("gb18030", "gbk").replace("_", "-")
    assert rule.replace("latin-1", "cp1252") == shown.replace("latin-1", "cp1252")


def test_every_character_leads_to_the_bytes_it_came_from():
    view = repaired("See " + HANS.encode().decode("latin-1") + " there")
    assert view.text == f"See {HANS} there"
    end = 4 + 3 * len(HANS)
    assert [view.log.to_source(i, i + 1) for i in (3, 4, 5, 22)] == [(3, 4), (4, 7), (7, 10), (end, end + 1)]


@pytest.mark.parametrize("wrong", ["latin-1", "sloppy-windows-1252"])
def test_two_layers_are_undone(wrong):
    once = HANT.encode().decode(wrong)
    assert repaired(once.encode().decode(wrong)).text == HANT


@pytest.mark.parametrize("wrong", ["latin-1", "sloppy-windows-1252", "gb18030"])
def test_a_passage_of_a_clean_line_is_undone(wrong):
    bad = "印章历代皆有".encode().decode(wrong)
    assert repaired(f"{HANS}，{bad}，{HANS}。").text == f"{HANS}，印章历代皆有，{HANS}。"


def test_bytes_kept_in_private_characters_still_count():
    bad = HANT.encode().decode("gb18030")
    assert any("\ue000" <= char <= "\uf8ff" for char in bad)
    assert repaired(bad).text == HANT


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_has_no_edits(text):
    assert not len(repaired(text).log)
    assert not len(repaired(f"{HANS}\n{text}\nplain\n").log)


@pytest.mark.parametrize("line", ["【编辑手记】", "【館藏】", "陈　溪", "〖目录〗　【下载】"])
def test_the_marks_of_web_pages_make_no_line_suspect(line):
    assert not suspects(View.of(f"{HANS}\n{line}\n", Config()))


def test_a_long_line_is_looked_at_in_parts():
    bad = HANS.encode("gbk").decode("latin-1") * (limits.MOJIBAKE_LINE // 20)
    assert HANS in repaired(bad).text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(alphabet="ÃÂäåæçéè€™‚œ鏂囦欢銆俽锟斤拷\ufffd\ue000\udc80ﾊｱ縺ｮ \n", max_size=60))
def test_no_text_fails_and_the_log_leads_back(text, odd):
    view = View.of(text + odd, Config())
    after = view.after(repair_mojibake(view))
    assert after.log.invert(after.log.removed(view.text)).apply(after.text) == view.text
