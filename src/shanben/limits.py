"""Every cap there is, by name. A document that reaches one says so: as a status and reason, or as a flag; never in silence."""

from __future__ import annotations

from typing import Final

SOURCE_BYTES: Final = 256 * 2**20
"""The largest source, in bytes (of text: in UTF-8). A larger one fails with this cap's name."""

MARKUP_DEPTH: Final = 512
"""Open elements of a page, as in Chromium. Deeper ones keep their text, which then counts as that of the deepest open one."""

MARKUP_REOPENED: Final = 32
"""Elements that one end tag out of order may reopen; one that would reopen more is ignored."""

MARKUP_TOKENS: Final = 2_000_000
"""Tags and comments of a page. One with more fails with this cap's name."""

MARKUP_CLASS: Final = 400
"""Characters of a class or id attribute whose words are looked at."""

MARKUP_WORDS: Final = 20_000
"""Words of class and id attributes whose meaning is remembered between pages."""

MARKUP_TAGS: Final = 4_000
"""Start tags whose meaning is remembered between pages."""

MARKUP_TAG: Final = 200
"""Characters of a start tag that is remembered between pages."""
