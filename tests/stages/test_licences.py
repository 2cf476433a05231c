"""Licences: notices of every wording are read with their span, and texts that only speak of licences give none."""

import tomllib
from pathlib import Path

import pytest

import shanben

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "licences"
NOTICES = [
    (text, names)
    for group in tomllib.loads((FOLDER / "notices.toml").read_text("utf-8")).values()
    for text, names in group.items()
]
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
