"""Licences: notices of every wording are read with their span, and texts that only speak of licences give none."""

import re
import textwrap
import tomllib
from pathlib import Path

import pytest

import shanben
from shanben.rules.fold import fold
from shanben.rules.pattern import fault
from shanben.stages.metadata.grants import LETTER, lists
from shanben.stages.metadata.hints import needed
from shanben.stages.metadata.licence_names import known
from shanben.stages.metadata.licence_terms import ACTS, grammar, states

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "licences"
NOTICES = [
    (text, names)
    for group in tomllib.loads((FOLDER / "notices.toml").read_text("utf-8")).values()
    for text, names in group.items()
]
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((FOLDER / "texts").glob("*.txt"))}
TEXTS["Apache-2.0"] = (FOLDER.parent.parent / "LICENSE").read_text("utf-8")
WITHOUT = tomllib.loads((FOLDER / "without.toml").read_text("utf-8"))["texts"]
ARTICLE = [
    "河边的旧书摊又开了，老板说今年的书比去年多。",
    "我挑了两本，一本讲河流，一本讲造纸。",
    "Old books smell of dust and of vanilla, he said.",
]


def read(text, *, above=ARTICLE):
    document = shanben.clean("\n".join([*above, text]))
    notices = document.metadata.licence_notices
    for notice in notices:
        assert document.source_text[notice.start : notice.end].strip()
    return document.metadata.licences, [notice.licence for notice in notices]


@pytest.mark.parametrize(("text", "names"), NOTICES)
def test_notices(text, names):
    listed, every = read(text)
    if names and names[0].startswith("LicenseRef-"):
        assert listed == ()
        assert names[0] in every
    else:
        assert sorted(listed) == sorted(names)


@pytest.mark.parametrize("text", WITHOUT)
def test_texts_without_a_licence(text):
    assert read(text) == ((), [])
    assert read(ARTICLE[0], above=[ARTICLE[1], text])[0] == ()
    assert read(text + ARTICLE[0] + WITHOUT[0])[0] == ()


@pytest.mark.parametrize("statement", grammar().statements, ids=lambda statement: "+".join(statement.parts))
def test_statements_hold_their_examples(statement):
    assert statement.yes and statement.no and set(statement.parts) & set(ACTS)
    for wanted, examples in ((True, statement.yes), (False, statement.no)):
        for example in examples:
            assert states(fold(example), statement) is wanted, example


def test_parts_of_statements_are_found_in_linear_time():
    for name, pattern in (*grammar().parts.items(), *grammar().formulas.items()):
        assert fault(pattern.pattern) is None, name


def test_ways_without_an_ideograph_need_a_letter():
    for name, (_, others) in lists().items():
        needed_by = {way: needed(way) for way in others if name != "tail"}
        assert [way for way, words in needed_by.items() if not all(map(LETTER.search, words))] == []


def test_labels_with_an_ideograph_need_one():
    assert all(re.search("[\u3400-\u9fff]", word) for way in lists()["label"][0] for word in needed(way))


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_of_a_licence_is_known_in_any_layout_and_stays(name):
    text = TEXTS[name]
    rows = (f" * {row}" for row in textwrap.fill(" ".join(text.split()), 60).split("\n"))
    for source in (text, "\n".join(rows), text.upper()):
        document = shanben.clean(source, config=shanben.Config(script="keep", punctuation="keep"))
        assert document.metadata.licences == (name,)
        assert document.metadata.licence_notices[0].form == "text"
        assert len(document.text) > 0.95 * len(source.strip())


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_of_a_licence_behind_another_text_goes(name):
    article = [f"Chapter {number}. {ARTICLE[2]}" for number in range(400 if name == "Apache-2.0" else 60)]
    document = shanben.clean("\n".join([*article, "", TEXTS[name]]))
    assert document.metadata.licences == (name,)
    assert document.text.startswith("\n".join(article))
    assert len(document.text) < len("\n".join(article)) + 200


def test_half_a_licence_is_none():
    words = TEXTS["BSD-3-Clause"].split()
    assert shanben.clean(" ".join(words[: len(words) // 2])).metadata.licences == ()


def test_identifiers_are_those_of_the_list():
    assert known("mit") == "MIT"
    assert known("CC-BY-9.0") == "LicenseRef-CC-BY-9.0"


def test_the_head_of_a_page_names_its_licence():
    html = """<html><head><link rel="license" href="https://creativecommons.org/licenses/by/4.0/deed.zh-hans">
    <script type="application/ld+json">{"@type": "Article", "license": "https://creativecommons.org/licenses/by/4.0/"}</script>
    </head><body><p>河边的旧书摊又开了，老板说今年的书比去年多。</p></body></html>"""
    metadata = shanben.clean(html).metadata
    assert metadata.licences == ("CC-BY-4.0",)
    assert {notice.form for notice in metadata.licence_notices} == {"link"}


def test_a_comparison_of_licences_grants_none():
    text = "\n".join(
        f"This code is licensed under the {name}, and that page is about it at some length."
        for name in ("MIT License", "Apache License 2.0", "GPLv3", "CC BY 4.0")
    )
    assert shanben.clean(text).metadata.licences == ()


def test_texts_of_an_independent_collection():
    licences = pytest.importorskip("identify.vendor.licenses").LICENSES
    assert len(licences) >= 30
    for name, text in licences:
        rows = "\n".join(f" * {row}" for row in textwrap.fill(" ".join(text.split()), 60).split("\n"))
        for source in (text, rows):
            metadata = shanben.clean(source).metadata
            assert [licence.removesuffix("-only").removesuffix("-or-later") for licence in metadata.licences] == [name]
            assert "text" in {notice.form for notice in metadata.licence_notices}


@pytest.mark.parametrize("notice", ["本程序库使用 MIT License。", "Released under the MIT license. Patches are welcome."])
def test_a_notice_at_the_edge_goes(notice):
    assert shanben.clean("\n".join([*ARTICLE, notice])).text == "\n".join(ARTICLE)
    assert notice in shanben.clean("\n".join([*ARTICLE * 3, notice, *ARTICLE * 3])).text


def test_a_notice_broken_over_lines_goes_whole():
    notice = """This program is free software; you can redistribute it and/or
    modify it under the terms of the GNU General Public License
    as published by the Free Software Foundation; either version 2
    of the License, or (at your option) any later version."""
    document = shanben.clean("\n".join([*ARTICLE, notice]))
    assert document.metadata.licences == ("GPL-2.0-or-later",)
    assert document.text == "\n".join(ARTICLE)


def test_a_notice_longer_than_its_article_goes():
    notice = "Except where otherwise noted, the content of this page is licensed under CC BY 4.0, and code under Apache 2.0."
    assert shanben.clean(f"{ARTICLE[0]}\n{notice}").text == ARTICLE[0]


def test_a_document_that_is_a_notice_stays():
    notice = "Released under the MIT license. Patches are welcome."
    assert shanben.clean(notice).text == notice


def test_a_possessive_ends_a_sentence_and_an_initial_does_not():
    article = "The gauge stands behind the school.\nWe compare our numbers with the airport's.\n"
    assert shanben.clean(
        f"{article}This work is licensed under a Creative Commons Attribution 4.0 International License."
    ).metadata.licences
    assert not shanben.clean(
        f"{article}What Ann J. Reed released under a Creative Commons Attribution 4.0 license was sold."
    ).metadata.licences
