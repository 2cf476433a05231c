"""Bytes to text: the evidence in its order, no failure on any input, and the way back to the bytes."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanben.decoded import Decoded
from shanben.errors import SourceError
from shanben.stages.decode import decode, decode_as

CODECS = ["utf-8", "utf-16-le", "utf-32-be", "gb18030", "cp950", "cp932", "cp949", "euc_jp", "johab", "cp1252", "koi8_r", "hz",
          "iso2022_jp_ext"]  # fmt: skip
BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le")]
LABELS = [("GB2312", "gb18030"), ("x-gbk", "gb18030"), ("shift_jis", "cp932"), ("ks_c_5601-1987", "cp949"), ("Big5", "cp950")]


@pytest.mark.parametrize(("bom", "encoding"), BOMS)
def test_a_bom_decides_and_is_no_text(bom, encoding):
    decoded = decode(bom + "善本".encode(encoding), declared="big5")
    assert (decoded.text, decoded.encoding, decoded.method) == ("善本", encoding, "bom")
    assert decoded.byte_span(0, 1)[0] == len(bom)


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_a_declared_name_is_read_as_its_superset(label, name):
    text = "漢字、ひらがな" if name == "cp932" else "漢字"
    page = f'<meta charset="{label}"><p>{text}</p>'.encode(name)
    decoded = decode(page, media_type="text/html")
    assert (decoded.encoding, decoded.method, decoded.declared) == (name, "declared", label.lower())


def test_a_declaration_may_stand_far_down_the_head():
    script = "<script>" + "var book = 1;" * 400 + "</script>"
    head = f'<?xml version="1.0"?><html>{script}<META name=a content="b"><meta http-equiv=x content="text/html; charset=GBK">'
    decoded = decode(head.encode() + "漢字目錄".encode("gbk"), media_type="text/html")
    assert (decoded.declared, decoded.method) == ("gbk", "declared")


def test_the_header_goes_before_the_page():
    page = '<meta charset="euc-kr">漢字與文獻目錄'.encode("big5")
    assert decode(page, declared="big5").text.endswith("漢字與文獻目錄")


def test_valid_utf8_is_believed_over_a_declaration():
    assert decode('<meta charset="gbk">目录学'.encode()).encoding == "utf-8"


def test_damaged_utf8_stays_utf8_and_tells_its_errors():
    good = "善本就是校勘精审、刻印精良的本子。".encode()
    decoded = decode(good + b"\xff" + good[:-1])
    assert decoded.encoding == "utf-8"
    # What is left of a character that was cut is one error.
    assert decoded.errors == ((len(good), len(good) + 1), (2 * len(good) - 2, 2 * len(good)))
    assert decoded.text.count("\ufffd") == 2


def test_escapes_are_seen_before_ascii():
    assert decode("目录学".encode("hz")).encoding == "hz"
    assert decode("目録学".encode("iso2022_jp")).text == "目録学"


def test_big5_has_the_hong_kong_supplement():
    assert decode_as("喺".encode("big5hkscs"), "big5").text == "喺"


def test_a_source_that_was_text_counts_in_utf8():
    assert Decoded.of_text("a善b").byte_span(1, 2) == (1, 4)


def test_an_unknown_name_is_an_error_of_ours():
    with pytest.raises(SourceError, match="rot13"):
        decode_as(b"", "rot13")


HANS = "这部书的版本源流在卷末的跋文里交代得很清楚。"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-8"])
@pytest.mark.parametrize("size", [6, 12, 22])
def test_a_few_characters_are_enough(encoding, size):
    assert decode((HANS[:size] + "\n").encode(encoding)).text == HANS[:size] + "\n"


@pytest.mark.parametrize(("text", "encoding"), [
    ("這部書的版本源流在卷末的跋文裡交代得很清楚", "big5"), ("この本の版の歴史は巻末に書かれています", "cp932"),
    ("この本の版の歴史は巻末に書かれています", "euc_jp"), ("이 책의 판본은 권말에 설명되어 있습니다", "cp949"),
    ("История изданий описана в конце", "koi8_r"), ("История изданий описана в конце", "cp1251"),
    ("Dzieje wydań opisano na końcu książki, źródła też", "cp1250"), ("Die Überlieferung wird am Schluß erklärt", "cp1252"),
])  # fmt: skip
def test_undeclared_and_misdeclared_bytes_are_read(text, encoding):
    assert decode(text.encode(encoding)).text == text
    assert decode(text.encode(encoding), declared="iso-8859-1").text == text
    assert decode(b"var a = 1;\n" * 300 + text.encode(encoding)).text.endswith(text)


def test_one_bad_byte_changes_nothing_else():
    good = HANS.encode("gb18030")
    decoded = decode(good[:20] + b"\xff" + good[20:])
    assert decoded.text == HANS[:10] + "\ufffd" + HANS[10:]
    assert decoded.errors == ((20, 21),)


def test_a_document_is_read_passage_by_passage():
    utf8, gbk = HANS.encode() + b"\n", HANS.encode("gbk") + b"\n"
    for data in (utf8 * 4 + gbk * 2 + utf8 * 3, gbk * 4 + utf8 * 2 + gbk * 3):
        decoded = decode(data)
        assert decoded.text == (HANS + "\n") * (decoded.text.count("\n"))
        assert len(decoded.passages) == 3
        assert data[slice(*decoded.byte_span(0, len(HANS)))] in (utf8[:-1], gbk[:-1])
        assert decoded.byte_places[-1] == len(data)


@given(st.binary(max_size=300), st.sampled_from([None, "gbk", "utf-8", "no such name", "utf-16"]))
def test_no_bytes_fail(data, declared):
    decoded = decode(data, declared=declared)
    assert len(decoded.byte_places) == len(decoded.text) + 1
    for start, end in decoded.errors:
        assert 0 <= start < end <= len(data)


@settings(max_examples=300)
@given(st.binary(max_size=60), st.sampled_from(CODECS))
def test_every_character_leads_to_its_bytes(data, encoding):
    decoded = decode_as(data, encoding)
    place = decoded.byte_places.tolist()
    assert place == sorted(place) and place[-1] == len(data)
    errors = {start for start, _ in decoded.errors}
    if not encoding.startswith(("hz", "iso2022")):
        for char, start, end in zip(decoded.text, place, place[1:], strict=False):
            assert start in errors or start == end or data[start:end].decode(encoding, "shanben.big5").startswith(char)


SHORT = [
    ("cp1252", "Han sto ved vinduet og prøvde å huske navnet på gata"), ("cp1252", "La strada è lunga, però il vento è mite"),
    ("mac_roman", "Die Bücher stehen über dem Kamin, später räumt er sie um"), ("cp850", "La nuit tombe déjà à la fenêtre"),
    ("cp1250", "Vašim prijateljima nije lako utišati šumu"), ("iso8859_2", "Než začal déšť, stihli jsme až k řece"),
    ("cp1254", "Sokağın başındaki eski çınarın altında oturdular"), ("cp1253", "Άνοιξε το παλιό παράθυρο"),
    ("cp1252", "Raphaël keeps the old maps in a drawer"), ("cp1251", "«Словарь» стоял на верхней полке — у самого окна"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "text"), SHORT)
def test_one_line_of_an_alphabet_is_told_by_its_language(encoding, text):
    assert decode(text.encode(encoding)).text == text


def test_an_ellipsis_is_no_line_break_outside_ebcdic():
    text = "Open the drawer… and take the key"
    assert decode(text.encode("cp1252")).text == text


def test_a_head_of_ornaments_does_not_hide_the_language():
    ornament = ("▒" * 4 + "\n").encode("johab") * 300
    text = "헌책방은 골목 입구에 있습니다\n주인은 아침마다 책을 내놓습니다\n" * 90
    assert decode(ornament + text.encode("johab")).encoding == "johab"


def test_an_encoding_for_letters_of_its_own_needs_one_of_them():
    russian = "старая карта лежала в столе ╚у окна╩, и никто её не искал"
    assert decode(russian.encode("koi8_r")).encoding == "koi8_r"
    tajik = "китоби кӯҳна дар рафи боло буд ва ҳеҷ кас онро намеҷуст"
    assert decode(tajik.encode("koi8_t")).text == tajik
