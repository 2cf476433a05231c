"""Every character has one class, and counts, spans and masks agree."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanben import scan
from shanben.scan import Scan, class_table

TEXTS = st.text(st.characters(), max_size=60)
ALL = (1 << 64) - 1


def class_of(character):
    return 1 << int(Scan(character).ids[0])


@given(TEXTS)
def test_classes_partition_the_text(text):
    seen = Scan(text)
    assert seen.count(ALL) == len(text)
    assert sum(seen.count(1 << bit) for bit in range(64)) == len(text)
    assert seen.any(ALL) == bool(text)


@given(TEXTS, st.integers(0, ALL))
def test_questions_agree(text, mask):
    seen = Scan(text)
    inside = [bool(class_of(c) & mask) for c in text]
    assert seen.mask(mask).tolist() == inside
    assert seen.count(mask) == sum(inside)
    assert seen.any(mask) == any(inside)
    starts, ends = seen.spans(mask)
    assert [i for a, b in zip(starts, ends, strict=True) for i in range(a, b)] == [i for i, yes in enumerate(inside) if yes]
    assert all(b < a for b, a in zip(ends, starts[1:], strict=False))


@given(TEXTS)
def test_the_first_plane_keeps_its_characters(text):
    assert Scan(text).plane.tolist() == [min(ord(character), 0xFFFF) for character in text]


@pytest.mark.parametrize(
    ("mask", "characters"),
    [
        (scan.HANS, "这门说们"),
        (scan.HANT, "這門說們"),
        (scan.HAN_COMMON, "人山后里干面台于乾著〇々"),
        (scan.HAN_JA, "込働圧"),
        (scan.KANA, "あアー"),
        (scan.FLAT, ",;:!"),
        (scan.INVISIBLE, "\u200b\ufeff\u00ad\u2060"),
        (scan.JOINER, "\u200c\u200d"),
        (scan.NBSP, "\u00a0\u2009\u202f"),
        (scan.SEPARATOR, "\x85\u2028\u2029\v\f"),
        (scan.SURROGATE, "\ud800\udfff"),
        (scan.PRIVATE, "\ue5e5\U000f0000"),
        (scan.TONED, "āǎǜÜ"),
        (scan.LATIN_SIGN, "©£×"),
        (scan.COMPATIBILITY, "\uf900"),
        (scan.RADICAL, "\u2f00"),
    ],
)
def test_examples_of_classes(mask, characters):
    assert {c: class_of(c) for c in characters} == dict.fromkeys(characters, mask)


def test_the_table_knows_every_assigned_character():
    unknown = [
        code
        for code in range(0x110000)
        if class_table()[code] == 0 and unicodedata.category(chr(code)) not in ("Cn", "Cf", "Cc", "Co", "Cs")
    ]
    # The table and this Python may know different versions of Unicode; the blocks of this library's subject are settled.
    assert not [code for code in unknown if code < 0x3000 and unicodedata.unidata_version == "14.0.0"]


def test_long_texts_are_looked_up_in_portions_that_leave_no_seam():
    text = "漢a😀\n" * 20_000
    assert Scan(text).classes == Scan("漢a😀\n").classes * 20_000
