"""What the head of a page says of its text is held against the lines."""

import json

from shanben import limits
from shanben.rules.match import matcher
from shanben.scan import Scan
from shanben.stages.lines.head import NO_HEAD, head_of
from shanben.stages.lines.text import Lines, lines_of
from shanben.view import Fact


def lines(*texts: str) -> Lines:
    return lines_of(Scan("\n".join(texts)), matcher())


def test_title_description_and_body():
    body = "水轮修好了，磨盘又转了起来，村里的人都来看。"
    facts = [
        Fact("title", "磨坊", 0, 0),
        Fact("title", "图标", 0, 0),
        Fact("meta:description", "河边的 磨坊停了三十年，今年 又转了", 0, 0),
        Fact("json-ld", json.dumps({"articleBody": body}), 0, 0),
    ]
    head = head_of(facts)
    assert (head.title, head.description) == ("磨坊", "河边的磨坊停了三十年,今年又转了")
    told = head.told(lines("水轮修好了,磨盘又转了起来,村里的人都来看.", "河边的磨坊停了三十年, 今年春天", "首页"))
    assert told.tolist() == [[0, 1, 0], [1, 0, 0], [1, 1, 1], [1, 1, 1]]


def test_a_page_that_says_nothing():
    assert head_of([]) == NO_HEAD
    assert not NO_HEAD.told(lines("一行")).any()


def test_what_is_no_json_is_taken_as_it_stands():
    assert head_of([Fact("json-ld", '{"articleBody": "a \\q b"}', 0, 0)]).body == "a\\qb"


def test_no_more_is_held_than_the_cap():
    assert len(head_of([Fact("meta:description", "一二三四五" * limits.PAGE_HEAD, 0, 0)]).description) == limits.PAGE_HEAD
