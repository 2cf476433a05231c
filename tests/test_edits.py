"""Edits apply, compose, invert and map exactly, whatever the text and the edits."""

import json
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanben.edits import Edit, Edits, codes_of, text_of
from shanben.errors import EditError, RecordError

ANY_TEXT = st.text(st.characters(), max_size=40)  # lone surrogates included


@st.composite
def edited(draw, texts=ANY_TEXT):
    """A text and a log of edits of it."""
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(a, b, draw(st.text(max_size=4)), draw(st.sampled_from(("r.a", "r.b", "r.c")))) for a, b in pairs]
    return text, Edits.of(text, edits)


@st.composite
def chains(draw):
    """A text, up to five logs in a row, and all the texts."""
    text, log = draw(edited())
    texts, logs = [text, log.apply(text)], [log]
    for _ in range(draw(st.integers(0, 4))):
        _, log = draw(edited(st.just(texts[-1])))
        logs.append(log)
        texts.append(log.apply(texts[-1]))
    return texts, logs


def by_hand(text, edits):
    for edit in reversed(list(edits)):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


@given(ANY_TEXT)
def test_codes_are_the_code_points(text):
    assert codes_of(text).tolist() == [ord(c) for c in text]
    assert text_of(codes_of(text)) == text


@given(edited())
def test_apply_is_what_slices_do(case):
    text, edits = case
    assert edits.apply(text) == by_hand(text, edits)
    assert len(edits.apply(text)) == edits.target_length


@given(ANY_TEXT.map(lambda text: text * 200), st.data())
def test_apply_to_long_texts_with_few_edits(text, data):
    _, edits = data.draw(edited(st.just(text)))
    assert edits.apply(text) == by_hand(text, edits)


@given(chains())
def test_composed_logs_do_what_the_chain_does(chain):
    texts, logs = chain
    whole = Edits.none(len(texts[0]))
    for log, after in zip(logs, texts[1:], strict=True):
        whole = whole.compose(log)
        assert whole.apply(texts[0]) == after
    # Composing is associative in effect, and what comes out is a well-formed log.
    right = logs[-1]
    for log in reversed(logs[:-1]):
        right = log.compose(right)
    assert right.apply(texts[0]) == texts[-1]
    Edits.at(whole.length, whole.start, whole.end, whole.size, whole.inserted, whole.rule, whole.rules)


@given(chains())
def test_inverted_logs_restore(chain):
    texts, logs = chain
    whole = logs[0]
    for log in logs[1:]:
        whole = whole.compose(log)
    back = whole.invert(whole.removed(texts[0]))
    assert back.apply(texts[-1]) == texts[0]
    assert back.invert(back.removed(texts[-1])).apply(texts[0]) == texts[-1]


@given(chains())
def test_what_no_edit_touched_maps_to_itself(chain):
    texts, logs = chain
    whole = logs[0]
    for log in logs[1:]:
        whole = whole.compose(log)
    touched = {i for start, size in zip(whole.target_start, whole.size, strict=True) for i in range(start, start + size)}
    for i in range(len(texts[-1])):
        start, end = whole.to_source(i, i + 1)
        if i not in touched:
            assert end == start + 1
            assert texts[0][start] == texts[-1][i]
            assert whole.from_source(start, end) == (i, i + 1)
        elif start < end:  # an insertion comes from no character of the source
            low, high = whole.from_source(start, end)
            assert low <= i < high


@given(edited(), st.data())
def test_spans_map_to_the_hull_of_their_characters(case, data):
    text, edits = case
    after = edits.apply(text)
    start = data.draw(st.integers(0, len(after)))
    end = data.draw(st.integers(start, len(after)))
    low, high = edits.to_source(start, end)
    assert 0 <= low <= high <= len(text)
    single = [edits.to_source(i, i + 1) for i in range(start, end)]
    if single:
        assert (low, high) == (min(a for a, _ in single), max(b for _, b in single))
    many = edits.to_source(np.array([start, 0]), np.array([end, 0]))
    assert (many[0][0], many[1][0]) == (low, high)


@given(edited())
def test_the_record_form_comes_back(case):
    text, edits = case
    columns = json.loads(json.dumps(edits.columns()))
    assert Edits.of_columns(edits.apply(text), columns, edits.rules) == edits


@given(edited())
def test_merging_keeps_what_the_log_does(case):
    text, edits = case
    merged = edits.merged()
    assert merged.apply(text) == edits.apply(text)
    rules = [edit.rule for edit in merged]
    touching = merged.start[1:] == merged.end[:-1]
    assert not any(a == b and near for a, b, near in zip(rules, rules[1:], touching, strict=False))


def test_the_later_rule_names_a_change_that_two_made():
    first = Edits.of("abc", [Edit(1, 2, "xyz", "first")])
    later = Edits.of("axyzc", [Edit(2, 3, "", "later")])
    assert list(first.compose(later)) == [Edit(1, 2, "xz", "later")]


def test_a_deletion_at_the_edge_is_outside_a_span():
    log = Edits.of("-ab-", [Edit(0, 1, "", "r"), Edit(3, 4, "", "r")])
    assert log.to_source(0, 2) == (1, 3)
    assert log.from_source(0, 1) == (0, 0)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(1, 3, "", "r"), Edit(2, 4, "", "r")],
        [Edit(3, 2, "", "r")],
        [Edit(0, 9, "", "r")],
        [Edit(-1, 1, "", "r")],
    ],
)
def test_edits_that_do_not_fit_are_refused(edits):
    with pytest.raises(EditError):
        Edits.of("abcde", edits)


def test_a_log_is_refused_by_a_text_of_another_length():
    log = Edits.of("abc", [Edit(0, 1, "", "r")])
    with pytest.raises(EditError, match="3 characters given one of 2"):
        log.apply("ab")
    with pytest.raises(EditError, match="leave 2 characters"):
        log.compose(Edits.none(3))


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"gap": [0], "old": [1], "new": [5], "rule": [0]},
        {"gap": [-1], "old": [1], "new": [0], "rule": [0]},
        {"gap": [0], "old": [1], "new": [0], "rule": [3]},
        {"gap": [0, 0], "old": [1], "new": [0], "rule": [0]},
        {"gap": ["x"], "old": [1], "new": [0], "rule": [0]},
        {"gap": None, "old": [1], "new": [0], "rule": [0]},
        {"gap": [10**30], "old": [1], "new": [0], "rule": [0]},
    ],
)
def test_columns_that_fit_nothing_are_a_record_error(columns):
    with pytest.raises(RecordError):
        Edits.of_columns("ab", columns, ("r",))


def test_a_log_can_be_pickled_whatever_it_was_asked():
    log = Edits.of("關(guān)係", [Edit(1, 7, "", "repair.reading")])
    log.to_source(1, 2)
    assert pickle.loads(pickle.dumps(log)) == log
