"""Labelled lines are columns, and behave like the sequence of lines that they hold."""

import pickle

from shanben.edits import Edit, Edits
from shanben.labelled import NO_LINES, Labelled, Line

LINES = [Line(0, 3, "title", 0.9, ("one",)), Line(4, 6, "nav", 0.25), Line(7, 9, "body", 1.0)]


def test_lines_come_out_as_they_went_in():
    lines = Labelled.of(LINES)
    assert list(lines) == LINES == [lines[at] for at in range(3)]
    assert lines[-1] == LINES[-1]
    assert lines == LINES == list(reversed([*reversed(lines)]))
    assert hash(lines) == hash(tuple(LINES))
    assert pickle.loads(pickle.dumps(lines)) == lines
    assert all(type(place) is int for line in lines for place in line[:2])


def test_some_of_them_are_lines_too():
    assert isinstance(Labelled.of(LINES)[1:], Labelled)
    assert Labelled.of(LINES)[1:] == LINES[1:]
    assert Labelled.of(LINES)[:0] == NO_LINES == ()
    assert not NO_LINES and not len(NO_LINES)


def test_labels_tell_what_stays():
    lines = Labelled.of(LINES)
    assert lines.labels == {"title", "nav", "body"}
    assert lines.keep.tolist() == [line.keep for line in LINES] == [True, False, True]


def test_they_are_carried_to_the_source():
    edits = Edits.of(12, [Edit(0, 2, "", "r"), Edit(8, 9, "", "r")])
    assert [line[:2] for line in Labelled.of(LINES).before(edits)] == [(2, 5), (6, 8), (10, 12)]
    assert Labelled.of(LINES).before(edits).reasons[0] == ("one",)
