"""The kernels of signs and of what is doubled: the same compiled and not, and what a plain look finds."""

from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import signs
from shanben.stages.repair.signs import _known, _members, _tables

_TEXTS = st.text() | st.text('善本 \n?&;a1，="\\％%u🚗ｗ', min_size=1)


_TABLES = _tables(len(_known))
_MEMBERS = [[_members(characters) for characters in sets] for sets in _known]
_PLAIN = interpreted("signs")


@given(_TEXTS)
def test_signs_are_those_of_three_characters_that_a_plain_look_finds(text: str) -> None:
    arguments = (codes_of(text).data, *_TABLES)
    found = signs.signs_of(*arguments)
    assert found == _PLAIN.signs_of(*arguments)
    bounded = [min(ord(char), 0xFFFF) for char in f"\n{text}\n"]
    for number, members in enumerate(_MEMBERS):
        triples = zip(bounded, bounded[1:], bounded[2:], strict=False)
        seen = any(all(code == 0xFFFF or each[code] for code, each in zip(three, members, strict=True)) for three in triples)
        assert bool(found >> number & 1) == seen, _known[number]


@given(st.text("善本。", max_size=40), st.integers(1, 4))
def test_doubled_parts_are_equal_to_the_next_or_the_one_after(text: str, least: int) -> None:
    arguments = (codes_of(text).data, ord("。"), least)
    parts = text.split("。")
    pairs = (pair for step in (1, 2) for pair in zip(parts, parts[step:], strict=False))
    assert signs.doubled(*arguments) == any(one == other and len(one) >= least for one, other in pairs)
    assert signs.doubled(*arguments) == _PLAIN.doubled(*arguments)
