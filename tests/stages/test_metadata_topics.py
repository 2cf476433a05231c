"""What a line may speak of: no expression matches a line without a word of its topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanben.edits import codes_of
from shanben.stages.metadata.build_known import rows
from shanben.stages.metadata.known import table
from shanben.stages.metadata.licence_terms import ACTS, grammar
from shanben.stages.metadata.topics import NAMED, SITE, SOURCES, acts_of, formulas_of, hints_in

PIECES = (
    "作者 编辑 责编 记者 通讯员 本报 新华社 文 图 文字 采写 由 发表 发布 于 人 者 本文 本帖 by written posted edited author editor "
    "来源 出处 转载自 摘自 原载于 《河边》 (2024年第3期) source 沪 icp 备 京公网安备 12345678 号 版权 归 所有 欢迎您访问 您好 "
    "copyright © (c) 2024 2019-2024 王小明 某某网 Example : | / · - , 。 ( ) [ ]"
).split()


@given(st.lists(st.sampled_from([*PIECES, " ", "  "]), max_size=9).map("".join))
def test_no_expression_matches_without_its_topic(line: str) -> None:
    topics = sum(hint[2] for hint in hints_in(codes_of(line)))
    for topic, label in (*NAMED, *SOURCES, *SITE):
        assert topics & topic or not label.pattern.search(line.lower())


@pytest.mark.parametrize("statement", grammar().statements, ids=lambda statement: "+".join(statement.parts))
def test_every_statement_has_a_hint_of_its_act(statement):
    for example in statement.yes:
        assert statement.act in acts_of(sum(hint[2] for hint in hints_in(codes_of(example))))


TERMS = "转载 引用 使用 版权 所有 必究 all rights reserved copyright is held by no commercial use without project gutenberg of 即可 就好".split()


@given(st.lists(st.sampled_from([*TERMS, " ", "-", ". "]), max_size=9).map("".join))
def test_no_act_and_no_formula_is_there_without_its_topic(line: str) -> None:
    topics = sum(hint[2] for hint in hints_in(codes_of(line)))
    assert {act for act in ACTS if grammar().parts[act].search(line)} <= {*acts_of(topics)}
    assert {name for name, formula in grammar().formulas.items() if formula.search(line)} <= {*formulas_of(topics)}


def test_what_is_known_of_expressions_is_what_they_need() -> None:
    """Run `python -m shanben.stages.metadata.build_known` if it is not."""
    assert [*table()] == rows()


def test_no_hastened_expression_begins_with_a_digit() -> None:
    """It would be looked for among those of ASCII alone."""
    heads = [form.partition("])")[0] for form in table()[1].values() if form.startswith("(?=[")]
    assert heads and not any(digit in head for head in heads for digit in "0123456789")
