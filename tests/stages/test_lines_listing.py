"""Pages that are lists of links are flagged; pages without a text come out empty, and say why."""

import pytest

import shanben

NAMES = ["山里的小学来了新老师", "河上的第二座桥动工", "老街的茶馆换了主人", "果园今年的收成", "渡口的最后一班船", "镇上的秋天"]
LIST = "".join(f'<li><a href="/{at}">{NAMES[at % 6]}之{at}</a> 05-{at:02}</li>' for at in range(1, 28))
NAV = '<div class=nav><a href="/">首页</a> | <a href="/n">新闻</a> | <a href="/b">博客</a></div>'
FOOT = "<div class=footer>版权所有 某某网 京ICP备12345678号</div>"
STORY = [
    "桥修了两年，上个月通了车，河两边的人来来往往，比从前方便得多，渡口的船也就歇了。",
    "撑船的老李今年六十八岁，他说自己在这条河上来回了四十多年，闭着眼睛也知道哪里水深。",
    "通车那天他也去看了，站在桥头抽了一支烟，没有说话，后来有人看见他把船拖上了岸。",
    "现在那条船放在他家院子里，孙子在里面养了几只鸭子，他看着也觉得很好。",
]


def cleaned(source):
    return shanben.clean(source, media_type="text/html")


def flags(document):
    return {flag.name for flag in document.flags}


def test_a_list_of_links_is_flagged():
    assert "page.list" in flags(cleaned(f"<html><body>{NAV}<ul>{LIST}</ul>{FOOT}</body></html>"))


def test_long_dates_beside_short_links_are_no_text():
    dated = "".join(f'<li><a href="/{at}">{NAMES[at % 6]}</a> <span>2014-05-{at:02} 10:21:30</span></li>' for at in range(1, 28))
    assert "page.list" in flags(cleaned(f"<html><body>{NAV}<ul>{dated}</ul>{FOOT}</body></html>"))


def test_a_story_within_a_link_is_no_list():
    story = "".join(f"<p>{text}</p>" for text in STORY)
    document = cleaned(f"<html><body>{NAV}<div><a name=top href='#'><h1>通车</h1>{story}</a></div><ul>{LIST}</ul></body></html>")
    assert "page.list" not in flags(document)


def test_an_article_is_no_list():
    story = "".join(f"<p>{text}</p>" for text in STORY)
    document = cleaned(f"<html><body>{NAV}<div><h1>通车</h1>{story}</div><h3>相关阅读</h3><ul>{LIST}</ul>{FOOT}</body></html>")
    assert "page.list" not in flags(document)
    assert document.text.split("\n") == ["通车", *STORY]


def test_a_page_that_needs_its_scripts():
    document = cleaned("<html><head><title>某某网</title></head><body><div id=app></div><script>start()</script></body></html>")
    assert (document.text, document.status) == ("", "dropped")
    assert document.reason == "no main text: nothing that is shown without scripts"


def test_a_page_of_chrome_alone():
    document = cleaned(f"<html><body>{NAV}{FOOT}</body></html>")
    assert (document.text, document.status, document.reason) == ("", "dropped", "no main text")


@pytest.mark.parametrize(
    "sentence",
    [
        "今天休息，明天见。",
        "仓库招两个人，包午饭和晚饭",
        "渡口搬到老桥东边去了",
        "The children fly kites by the river.",
        "Ferry moved to the old bridge",
    ],
)
def test_a_page_of_one_sentence_keeps_it(sentence):
    assert cleaned(f"<html><body>{NAV}<p>{sentence}</p>{FOOT}</body></html>").text == sentence


def test_a_title_alone_is_no_text():
    document = cleaned(f"<title>渡口的最后一班船</title><body>{NAV}<h1>渡口的最后一班船</h1><img src=1.jpg>{FOOT}</body>")
    assert (document.text, document.reason) == ("", "no main text")
