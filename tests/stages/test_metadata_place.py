"""Metadata from the place of the text: what stands under its title, at its beginning and at its end, with and without labels."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metadata_rows import BODY, PAGE, TITLE, read
from shanben.stages.metadata.dates import date_of_address, dates_in
from shanben.stages.metadata.people import is_junk, is_person, names_at
from shanben.view import Fact


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("作者：林小满", "林小满"),
        ("林小满", "林小满"),
        ("林小满、陈平", "林小满、陈平"),
        ("2024年5月12日 08:30 [ 林小满 ] 来源：某某日报", "林小满"),
        ("本报记者 林小满 陈平", "林小满 陈平"),
        ("某某日报记者林小满 某县报道", "林小满"),
        ("□ 本報記者 林小滿", "林小滿"),
        ("文/林小满", "林小满"),
        ("撰文：林小满 摄影：陈平", "林小满"),
        ("shulin 发表于 2024-5-12 08:30:00", "shulin"),
        ("由小满张贴 @ 2024-05-12 08:30:00 (12)", "小满"),
        ("By Jane Doe | May 12, 2024", "Jane Doe"),
        ("Written by Jane Doe and John Roe", "Jane Doe and John Roe"),
        ("发文机关：某某县人民政府", "某某县人民政府"),
        ("作者：admin", None),
        ("作者：某某网", None),
        ("旧书", None),
        ("记者：您好，请问今年的书比去年多吗", None),
        ("记者 林小满 摄", None),
        ("第一作者单位：某某大学", None),
    ],
)
def test_who_wrote_it_stands_under_the_title(line, author):
    metadata = read(TITLE, line, BODY, BODY)
    assert metadata.author == author
    if author is not None:
        assert metadata.spans["author"]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("（记者 林小满）", "林小满"),
        ("（林小满）", "林小满"),
        ("(作者：林小满 陈平)", "林小满 陈平"),
        ("（完）", None),
        ("（图片来自网络）", None),
    ],
)
def test_who_wrote_it_stands_at_the_end(line, author):
    assert read(TITLE, BODY, BODY, line).author == author
    assert read(TITLE, BODY, BODY + line).author == author


def test_a_byline_comes_before_who_posted_it_and_he_before_a_sentence():
    posted = "作者：流泉 阅读 12"
    assert read(TITLE, "本报记者 林小满", *[BODY] * 5, posted).author == "林小满"
    assert read(TITLE, "本报讯（记者 林小满）" + BODY + BODY, *[BODY] * 5, posted).author == "流泉"


def test_names_of_a_byline():
    assert read(TITLE, "作者：林小满、陈平 李 华", BODY).authors == ("林小满", "陈平", "李 华")
    assert read(TITLE, "By Jane Doe", BODY).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("2024-05-12 08:30", "2024-05-12T08:30", None),
        ("发布时间：2024年5月12日", "2024-05-12", None),
        ("發布日期:2024/05/12 上午 08:30", "2024-05-12T08:30", None),
        ("中華民國113年5月12日", "2024-05-12", None),
        ("Published May 12, 2024 8:30 pm", "2024-05-12T20:30", None),
        ("12 May 2024", "2024-05-12", None),
        ("发表于 2024-05-12 08:30 GMT+8", "2024-05-12T08:30+08:00", None),
        ("5/13/2024 8:30:00 AM", "2024-05-13T08:30:00", None),
        ("13/5/2024", "2024-05-13", None),
        ("5/12/2024 8:30:00 AM", None, None),
        ("二○二四年五月十二日", "2024-05-12", None),
        ("二零二四年十二月三十一日", "2024-12-31", None),
        ("一九九八年十二月廿三日", "1998-12-23", None),
        ("2024年五月十二日", "2024-05-12", None),
        ("民國一百一十三年五月十二日", "2024-05-12", None),
        ("中華民國一一三年五月十二日", "2024-05-12", None),
        ("令和６年５月12日", "2024-05-12", None),
        ("平成三十一年四月三十日", "2019-04-30", None),
        ("令和元年五月一日", "2019-05-01", None),
        ("113年5月12日", None, None),
        ("二〇二四年十三月一日", None, None),
        ("2024-05-12T08:30:05+08:00", "2024-05-12T08:30:05+08:00", None),
        ("2024-05-12 08:30:05 -0330", "2024-05-12T08:30:05-03:30", None),
        ("2024-05-12 08:30:00-09:30:00", "2024-05-12T08:30:00", None),
        ("2024年5月12日 下午3时20分", "2024-05-12T15:20", None),
        ("2024-05-12 发布 更新时间：2024-05-14", "2024-05-12", "2024-05-14"),
        ("2024-05-12 08:30更新", "2024-05-12T08:30", "2024-05-12T08:30"),
        ("今天是2024年5月12日", None, None),
        ("2024年5月12日那天下了一场大雨，河水涨到了桥面上。", None, None),
    ],
)
def test_when_it_was_published(line, published, modified):
    metadata = read(TITLE, line, BODY, BODY)
    assert (metadata.published, metadata.modified) == (published, modified)


def test_the_nearest_date_below_the_title_is_believed():
    related = [(f"· 另一篇文章的标题 (2020-01-0{day})", "related") for day in range(1, 6)]
    rows = [("2026年1月1日 星期四", "nav"), *related, TITLE, "2024-05-12", BODY, *related]
    assert read(*rows).published == "2024-05-12"


def test_other_days_of_a_document_tell_how_its_days_are_written():
    rows = [TITLE, "6/5/2024 - 13:48", BODY, BODY]
    assert read(*rows).published is None
    assert read(*rows, ("13/5/2024", "related"), ("14/5/2024", "related")).published == "2024-05-06T13:48"
    assert read(*rows, ("5/13/2024", "related"), ("5/14/2024", "related")).published == "2024-06-05T13:48"
    assert read(*rows, ("5/13/2024", "related"), ("14/5/2024", "related")).published is None


def test_lists_and_comments_have_days_of_their_own():
    related = [(f"另一篇文章的标题({day}) (2020-01-0{day})", "related") for day in range(1, 6)]
    comments = [(f"第{floor}楼 时间：2024-05-1{floor} 08:30", "other") for floor in range(1, 6)]
    blank = [("……", "other")] * 9
    assert read(TITLE, BODY, BODY, *related).published is None
    assert read(TITLE, BODY, BODY, *blank, *comments).published is None
    assert read(TITLE, BODY, BODY, *blank, ("发表于 2024-05-12 08:30", "date"), *comments).published == "2024-05-12T08:30"


def test_a_page_of_a_wiki_was_revised_and_not_published():
    facts = [
        *PAGE,
        Fact("json-ld", '{"@type": "Article", "datePublished": "2004-05-12", "dateModified": "2024-05-13"}', 1, 2),
        Fact("meta:generator", "MediaWiki 1.44", 3, 4),
    ]
    rows = [TITLE, BODY, BODY, "发表于 2001-01-01", *[("……", "other")] * 9, ("本页面最后修订于2024年5月12日 08:30。", "footer")]
    metadata = read(*rows, facts=facts)
    assert (metadata.published, metadata.modified) == (None, "2024-05-13")
    assert read(*rows, facts=facts[:2]).published == "2004-05-12"
    plain = read(TITLE, BODY, BODY, *rows[4:])
    assert (plain.published, plain.modified) == (None, "2024-05-12T08:30")


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "1900-01-01", "9999-12-31"])
def test_what_software_writes_for_never_is_no_day(value):
    assert read(TITLE, BODY, facts=[*PAGE, Fact("meta:article:published_time", value, 1, 2)]).published is None


def test_evidence_in_its_order():
    head = [*PAGE, Fact("meta:author", "陈平", 9, 11), Fact("meta:pubdate", "2024-05-12", 20, 30)]
    assert read(TITLE, "作者：林小满  2020-01-01", BODY, facts=head).author == "林小满"
    assert read(TITLE, "作者：林小满  2020-01-01", BODY, facts=head).published == "2024-05-12"
    assert read(TITLE, BODY, facts=head).author == "陈平"
    junk = [*PAGE, Fact("meta:author", "某某网络科技有限公司", 9, 19)]
    assert read(TITLE, BODY, facts=junk).author is None
    assert read(TITLE, BODY, url="https://example.org/2024/05/12/a.html").published == "2024-05-12"


def test_microdata_and_json_ld():
    facts = [
        Fact("itemprop:author", "林小满", 1, 4),
        Fact("itemprop:datePublished", "2024-05-12T08:30+08:00", 5, 20),
        Fact("itemprop:dateModified", "2024-05-13", 21, 31),
        Fact("meta:keywords", "旧书, 河边，书摊;旧书", 40, 50),
        Fact("meta:article:section", "文化", 60, 62),
    ]
    metadata = read(TITLE, BODY, facts=facts)
    assert (metadata.author, metadata.published, metadata.modified) == ("林小满", "2024-05-12T08:30:00+08:00", "2024-05-13")
    assert (metadata.keywords, metadata.section) == (("旧书", "河边", "书摊"), "文化")


def test_what_a_footer_says():
    footer = ("Copyright © 2001-2024 某某网 版权所有 京ICP备00000000号-1 京公网安备 11000000000000号", "copyright")
    metadata = read(TITLE, BODY, footer)
    assert (metadata.copyright_years, metadata.copyright_holder) == ("2001-2024", "某某网")
    assert (metadata.icp, metadata.public_security) == ("京ICP备00000000号-1", "京公网安备 11000000000000号")


@pytest.mark.parametrize("url", ["https://example.org/20241345/a", "https://example.org/12024051299", "a"])
def test_addresses_without_a_day(url):
    assert date_of_address(url) is None


def test_names():
    assert [name for name in ("林小满", "欧阳修", "江苏", "高校", "书店", "金") if is_person(name)] == ["林小满", "欧阳修"]
    assert is_junk("x" * 500)
    assert names_at("", 0, 0, "") == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.sampled_from("作者记编辑：:/ 林小满()[]【】2024-05年月日发布于by JD、,。|©版权\ud800"), max_size=30),
            st.sampled_from(["body", "title", "byline", "date", "source", "breadcrumb", "footer", "other"]),
        ),
        max_size=8,
    )
)
def test_any_lines_are_read(rows):
    metadata = read(*rows)
    assert all(0 <= start <= end for start, end in metadata.spans.values())


@pytest.mark.parametrize(
    "text",
    [
        "作者" * 9000,
        "作者： " * 5000,
        "(" * 20000,
        "2024-05-12 " * 2000,
        "记者 林小满 " * 3000,
        "by " * 8000,
        "署名-" * 5000,
        "gnu general " * 3000,
        "版权" * 9000,
        "mit license " * 900,
    ],
)
def test_hostile_lines_take_linear_time(text):
    start = time.perf_counter()
    read(TITLE, (text, "byline"), (text, "copyright"), BODY)
    small = time.perf_counter() - start
    start = time.perf_counter()
    read(TITLE, (text * 4, "byline"), (text * 4, "copyright"), BODY)
    assert time.perf_counter() - start < 12 * small + 0.5


def test_long_names_of_dates_end():
    assert list(dates_in("2024-99-99")) == []
    assert read(TITLE, "2024-99-99 " * 5, BODY).published is None
