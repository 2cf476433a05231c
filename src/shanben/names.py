"""Every name that a record uses for what was done and seen, with a sentence that says what it means.

Rules of edits and flags are `room.what[.detail]`. The reasons of lines are the ids of rules in the packs of `shanben.rules`,
and `REASONS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EDITS: Final = {
    "markup.tag": "a tag of the page",
    "markup.hidden": "what a browser does not show",
    "markup.script": "a script or a style sheet",
    "markup.comment": "a comment or a declaration",
    "markup.ruby": "a reading that ruby markup puts above its characters",
    "markup.entity": "a character reference, written as its character",
    "markup.space": "space of the page's source that a browser folds",
    "markup.block": "the end of a block, written as a line break",
    "markup.cell": "the border between two cells of a row, written as a tab",
    "markdown.block": "a mark of a heading, list, quotation, table or code, or the space between two blocks",
    "markdown.inline": "a mark of a link, of strong or emphasised text, or of code",
    "markdown.escape": "a backslash before what would be taken for a mark",
    "repair.mojibake": "text that was read in the wrong encoding, read in the right one",
    "repair.shift": "GBK bytes that were replaced out of step, read again",
    "repair.lossy": "text that was read in the wrong encoding and lost bytes, guessed from those that are left",
    "repair.reading": "a reading in brackets that a converter left behind its character",
    "repair.lost": "a character that had become `?`, put back where the document shows which one it was",
    "repair.escape": "an escape that was left over, written as its character",
    "repair.break": "a line break of another kind, written as a line feed",
    "repair.space": "a space of another width, written as a space",
    "repair.control": "a control character or a terminal sequence",
    "repair.invisible": "an invisible character that does nothing here",
    "repair.bidi": "a mark of writing direction; what it reversed is put in its order",
    "repair.tag": "invisible tag characters",
    "repair.surrogate": "half of a character: both halves joined, or a lone one marked U+FFFD",
    "repair.private_use": "a private-use character whose meaning is known, written as the character that it stands for",
    "repair.icon": "a private-use character that is an icon of a font",
    "repair.radical": "the picture of a radical, written as the ideograph that is meant",
    "repair.width": "a letter, digit or kana of another width, written in its usual one",
    "repair.nfc": "a letter and its marks, written as one character",
    "repair.spaced": "a space between the characters of a word",
    "repair.wrap": "a line break inside a sentence",
    "repair.blank": "blank lines more than one, or space at the head and the tail",
    "repair.injected": "what a site put into a sentence against copying",
    "repair.substituted": "a character that a site had put a gambling name in place of",
    "repair.repeated": "a sentence or paragraph that the page's template wrote twice",
    "repair.template": "a piece of the page's template that was never filled in",
    "script.hans": "written in Simplified characters",
    "script.hant": "written in Traditional characters",
    "script.hant-tw": "written in Traditional characters as in Taiwan",
    "script.hant-hk": "written in Traditional characters as in Hong Kong",
    "typography.mark": "a punctuation mark that had been flattened, fullwidth again",
}
"""Rules of edits; a longer name means what the longest of these that it begins with means."""

FLAGS: Final = {
    "decode.errors": "bytes that the encoding cannot read; each is marked U+FFFD, and the record tells its place",
    "markup.depth": "elements nest deeper than the cap; the text of the deeper ones is kept",
    "repair.lost": "a `?` that may stand for a lost character; left as it is",
    "repair.shift": "bytes that were replaced out of step and cannot all be read again; what is lost stands as `?`",
    "repair.private_use": "a private-use character whose meaning is not known; left as it is",
    "repair.marks": "a run of combining marks too long to be composed; left as it is",
    "repair.unsearched": "more suspicious lines than are searched for wrong readings; the rest is left as it is",
    "repair.lossy": "text that was guessed from the bytes that are left of it",
    "repair.doubtful": "a guess with another reading close to it",
    "repair.unsettled": "the repairs did not come to an end within their rounds",
    "script.converted": "Traditional text that a converter made of Simplified, by its words",
    "page.list": "a page whose text is links to other pages",
    "spam.injected": "a name that a site may have put into a sentence; left as it is",
    "repair.payload": "variation selectors that carry hidden data; left as they are",
}
"""Flags: what was seen and left."""

LABELS: Final = {
    "body": "the text itself",
    "title": "the title above it",
    "byline": "who wrote or edited it",
    "source": "where it was taken from",
    "date": "when it was published",
    "breadcrumb": "the way to the page",
    "nav": "navigation and buttons",
    "related": "links to other texts",
    "share": "sharing and following",
    "pagination": "pages and neighbours",
    "footer": "the foot of the site",
    "copyright": "a copyright notice",
    "licence": "a licence or terms of reprint",
    "icp": "a registration number of the site",
    "spam": "advertising that was injected",
    "other": "none of these, and not the text",
}
"""Labels of lines; body and title stay in the text."""

REASONS: Final = {
    "licence.text": "the text of a known licence: it goes behind another text, and stays where the document is about it",
    "licence.notice": "a short line at the head or the end that names the licence of the text, or the terms of reprinting",
    "site.repeated": "a line that stands on other pages of the site too",
}
"""Reasons of lines that are no rules of a pack."""


def why(rule: str) -> str:
    """The sentence for the rule of an edit or of a pack; empty for a name that is not known.

    >>> why("repair.mojibake.utf-8-as-cp1252")
    'text that was read in the wrong encoding, read in the right one'
    >>> why("lines.icp")
    'a line that is not the text: a registration number of the site'
    """
    room, _, what = rule.partition(".")
    if room == "lines":
        return f"a line that is not the text: {LABELS.get(what, 'of a kind of its own')}"
    return _longest(EDITS, rule) or REASONS.get(rule) or _of_pack(rule)


def why_flag(flag: str) -> str:
    """The sentence for a flag; empty for one that is not known.

    >>> why_flag("repair.lost")
    'a `?` that may stand for a lost character; left as it is'
    """
    return _longest(FLAGS, flag)


def _longest(known: Mapping[str, str], name: str) -> str:
    """What the longest known beginning of a name means."""
    while name:
        if name in known:
            return known[name]
        name = name.rpartition(".")[0]
    return ""


def _of_pack(rule: str) -> str:
    from shanben.rules import packs  # noqa: PLC0415  (reads every pack)

    return next((known.why for known in packs() if known.id == rule), "")
