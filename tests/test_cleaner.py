"""The main path: a document comes out clean, with its metadata, and every character leads back to its source."""

import json
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shanben
from shanben import Cleaner, Config, Edit
from shanben.cleaner import charset_of
from shanben.view import Outcome

ARTICLE = """\
某某網 歡迎您!
當前位置:某某網 > 文化 > 正文

藏書樓的夏天

來源:《某某日報》 時間: 2024-07-01 09:30:00

每年梅雨過後,管理員會把樓上的舊書搬到院子裡,一本一本攤開在竹席上。
太陽曬透了紙頁,也曬出了藏在書裡的草藥氣味;遠遠聞著,像一鍋還沒有開的茶。

責任編輯:王小明

版權所有 © 2024 某某網 未經授權不得轉載
"""

FRAGMENTS = st.sampled_from([
    "關(guān)於", "網(wǎng)站", "春天來了,萬物生長。", "这是简体字。", "Copyright ? 2020", "\u200b", "\u00a0", "\r\n", "\n", "\n\n", " ", "。", "首页 | 新闻 | 联系我们",
    "京ICP备00000000号", "责任编辑:", "ã€ä¸", "&amp;", "<p>", "</div>", "Hello, world. ", "12:30", "http://example.org/a,b", "\ue5e5", "\ufeff", "\x00", "\ud800",
    "\u202e", "か", "한글", "ａｂ", "“", "·",
])  # fmt: skip
TEXTS = st.lists(FRAGMENTS | st.text(st.characters(), max_size=5), max_size=25).map("".join)
CONFIGS = st.sampled_from(
    [Config(), Config(script="hans"), Config(script="hant-tw"), Config.of({"preset": "archive"}), Config(boilerplate="keep")]
)


def test_an_article_comes_out_clean():
    document = shanben.clean(ARTICLE.encode())
    flat = [ARTICLE.split("\n")[i] for i in (3, 7, 8)]
    assert [line for line in document.text.split("\n") if line] == [line.replace(",", "，").replace(";", "；") for line in flat]
    meta = document.metadata
    assert meta.title == "藏書樓的夏天"
    assert (meta.source, meta.published, meta.editor) == ("某某日報", "2024-07-01T09:30:00", "王小明")
    assert meta.breadcrumb == ("某某網", "文化", "正文")
    assert meta.language == "zh-Hant"
    start, end = meta.spans["editor"]
    assert document.source_text[start:end] == "王小明"
    assert document.status == "ok"


def test_every_character_leads_back():
    article = ARTICLE.replace("©", "")
    document = shanben.clean(article.encode("big5"), encoding="big5", config=Config(script="keep", punctuation="keep"))
    for i, character in enumerate(document.text):
        start, end = document.source_span(i, i + 1)
        assert document.source_text[start:end] == character
        first, last = document.source_bytes(i, i + 1)
        assert document.decoded.data[first:last].decode("big5") == character
    assert document.restore() == document.source_text == article


def test_lines_are_told_in_the_source():
    document = shanben.clean(ARTICLE)
    labels = {document.source_text[line.start : line.end]: line.label for line in document.lines}
    assert labels["責任編輯:王小明"] == "byline"
    assert sum(line.keep for line in document.lines) == 3


def test_the_record_holds_what_the_schema_says():
    document = shanben.clean(ARTICLE.encode(), url="https://example.org/a", config=Config(provenance="full"))
    record = json.loads(document.to_json())
    assert list(record) == (
        "id text status reason metadata source decode script flags flagged edits removed labels run v".split()
    )
    assert record["source"]["uri"] == "https://example.org/a"
    assert record["source"]["bytes"] == len(ARTICLE.encode())
    assert record["decode"]["encoding"] == "utf-8"
    assert record["metadata"]["breadcrumb"] == ["某某網", "文化", "正文"]
    assert shanben.restore(record) == ARTICLE


def test_provenance_is_as_asked():
    full, kept, none = (shanben.clean(ARTICLE, config=Config(provenance=p)).to_dict() for p in ("full", "map", "none"))
    assert full["text"] == kept["text"] == none["text"]
    assert kept["edits"] == full["edits"]
    assert kept["removed"] is None
    assert none["edits"] is None
    for record in (kept, none):
        with pytest.raises(shanben.RecordError, match='provenance="full"'):
            shanben.restore(record)


@pytest.mark.parametrize("record", [{}, [], None, {"text": "a"}, {"text": "a", "edits": {}, "removed": ""}])
def test_what_is_no_record_is_refused(record):
    with pytest.raises(shanben.RecordError):
        shanben.restore(record)


def test_removed_text_that_does_not_fit_is_refused():
    record = shanben.clean(ARTICLE, config=Config(provenance="full")).to_dict()
    with pytest.raises(shanben.RecordError):
        shanben.restore({**record, "removed": record["removed"][1:]})


def test_explain_tells_each_change():
    source = "舊書\u200b搬到院子裡。"
    changes = shanben.clean(source).explain()
    assert [(c.before, c.after, c.start, c.at) for c in changes] == [("\u200b", "", 2, 2)]
    assert changes[0].rule.startswith("repair.")


def test_boilerplate_may_stay():
    kept = shanben.clean(ARTICLE, config=Config(boilerplate="keep"))
    assert "責任編輯" in kept.text
    assert kept.metadata.editor == "王小明"
    assert {line.label for line in kept.lines} > {"body", "byline"}


def test_nothing_left_is_a_drop_with_a_reason():
    assert (shanben.clean("").status, shanben.clean("").reason) == ("dropped", "empty source")
    assert shanben.clean("  \n ").reason == "empty source"
    document = shanben.clean("京ICP备00000000号-1")
    assert (document.text, document.status, document.reason) == ("", "dropped", "no main text")
    assert document.lines


@given(TEXTS, CONFIGS)
@settings(deadline=None, max_examples=300)
def test_no_text_raises_and_every_text_is_restored(text, config):
    document = shanben.clean(text, config=config, media_type="text/plain")
    assert document.restore() == text
    assert document.text.encode().decode() == document.text
    record = json.loads(document.to_json())
    if config.provenance == "full":
        assert shanben.restore(record) == text


@given(TEXTS, CONFIGS)
@settings(deadline=None, max_examples=300)
def test_cleaning_twice_changes_nothing(text, config):
    once = shanben.clean(text, config=config, media_type="text/plain").text
    assert shanben.clean(once, config=config, media_type="text/plain").text == once


@given(st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("gb18030", "replace")))
@settings(deadline=None, max_examples=300)
def test_no_bytes_raise(data):
    document = shanben.clean(data)
    assert document.status in ("ok", "dropped", "failed")
    assert document.restore() == document.source_text
    json.loads(document.to_json())


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_no_page_raises(text):
    document = shanben.clean(f"<html><body><div>{text}</div><p>{text}", media_type="text/html")
    assert document.restore() == document.source_text


def test_many_documents_keep_their_order_and_faults_do_not_stop_them():
    items = ["一", 3, {"source": "二".encode("gbk"), "encoding": "gbk"}, {"source": b"%PDF-1.4"}, "三。"]
    documents = list(Cleaner().clean_many(items))
    assert [document.status for document in documents] == ["ok", "failed", "ok", "failed", "ok"]
    assert "int" in documents[1].reason
    assert [document.text for document in documents] == ["一", "", "二", "", "三。"]


def test_processes_give_the_same_documents():
    items = [f"第{i}回 舊書搬到院子裡。\n版權所有 © 某某網" for i in range(200)]
    alone = [document.to_json() for document in Cleaner().clean_many(items)]
    assert [document.to_json() for document in Cleaner().clean_many(items, workers=2)] == alone


def test_many_reads_no_further_ahead_than_it_says():
    read = []
    stream = Cleaner().clean_many(read.append(i) or f"第{i}行。" for i in range(10**6))
    next(stream)
    assert len(read) == 1


def test_a_stage_of_ones_own():
    def shout(view):
        return Outcome([Edit(i, i + 1, "！", "own.shout") for i, c in enumerate(view.text) if c == "。"])

    from shanben.cleaner import STAGES

    document = Cleaner(stages=(*STAGES, shout)).clean("下雨了。")
    assert document.text == "下雨了！"
    assert document.restore() == "下雨了。"


def test_a_cleaner_can_be_sent_to_another_process():
    cleaner = pickle.loads(pickle.dumps(Cleaner(Config(script="hans"))))
    assert cleaner.clean("漢字").text == "汉字"


def test_charset_parameters():
    assert charset_of(' Charset = "GB2312" ') == "GB2312"
    assert charset_of("boundary=x") is None


def test_a_page_that_is_more_spam_than_text_is_dropped_by_the_option():
    spam = ["某某娱乐城,首存100送100,真人视讯,天天返水", "某某棋牌官网 百家樂代理 太陽城網址"] * 3
    page = "\n".join(["河边的旧书摊又开了，老板说今年的书比去年多。", *spam])
    assert shanben.clean(page).status == "ok"
    document = shanben.clean(page, config=shanben.Config(spam="pages"))
    assert (document.status, document.reason) == ("dropped", "more spam than text")
    article = "\n".join(["河边的旧书摊又开了，老板说今年的书比去年多。"] * 20 + spam[:1])
    assert shanben.clean(article, config=shanben.Config(spam="pages")).status == "ok"
