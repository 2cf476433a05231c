"""ISO-2022-CN: its sets and shifts, whole and byte by byte, and no failure on what is not in it."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanben import iso2022_cn
from shanben.reading import offsets, read

GB = b"\x1b$)A\x0eJi?b\x0f"
PLANES = b"\x1b$)G\x0eUsU;fSN{\x1b$*H\x1bNe1gq\x0f ok\n"
TEXTS = [
    (GB, "书库"),
    (PLANES, "書庫裡的鼫鼠 ok\n"),
    (GB + b"\n" + PLANES, "书库\n書庫裡的鼫鼠 ok\n"),
    (b"plain\x0e\x0f", "plain"),
]


@pytest.mark.parametrize(("data", "text"), TEXTS)
def test_sets_are_designated_and_shifted_out_and_in(data, text):
    assert data.decode("iso2022_cn") == text
    decoder = codecs.getincrementaldecoder("iso-2022-cn")()
    parts = [decoder.decode(data[at : at + 1], at + 1 == len(data)) for at in range(len(data))]
    assert "".join(parts) == text


def test_a_line_end_shifts_in():
    assert b"\x1b$)A\x0eJi\nJi\x0eJi".decode("iso2022_cn") == "书\nJi书"


@pytest.mark.parametrize(
    "data", [b"\x0e\x7e\x7e", b"\x0eJ", b"\x1b$)G\x0e\x27\x28", b"\xff", b"\x0eJ\xff", b"\x1b!", b"\x1b$\x80", b"\x1bN\x80"]
)
def test_what_is_no_character_is_an_error(data):
    with pytest.raises(UnicodeDecodeError):
        data.decode("iso2022_cn")
    assert "\ufffd" in data.decode("iso2022_cn", "replace")


@pytest.mark.parametrize(("name", "count", "twice"), [("plane 1", 5_823, "十卅∕﹨"), ("plane 2", 7_650, "")])
def test_a_plane_has_all_its_characters_once(name, count, twice):
    plane = iso2022_cn._plane(name)
    found = "".join(plane.values())
    assert len(plane) == len(found) == count
    assert {char for char in found if found.count(char) > 1} == set(twice)


@given(st.lists(st.sampled_from([*b"\x1b\x0e\x0f$)*AGHN\nJi!\x80"]), max_size=30).map(bytes))
def test_each_byte_belongs_to_a_character(data):
    places = offsets(data, "iso2022_cn")
    assert len(places) == len(read(data, "iso2022_cn")) + 1
    assert places[-1] <= len(data)
