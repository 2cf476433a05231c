"""What each HTML element is: how it nests, and what it means for the text within it.

The sets are those of the HTML standard: "special" and "formatting" elements, the scopes of the tree builder, and the rendering
section for which elements break a line. A name is told by a code below 256, so that a stack of open elements is a `bytearray`
and questions about it are byte searches. Unknown names share one code: they nest like `span`.
"""

from __future__ import annotations

from typing import Final

# How a tag is read: what the tree builder does when it meets one.
SKIP: Final = 0  # nothing opens or closes: void elements, comments, scripts
BREAK: Final = 1  # br
OPEN: Final = 2  # an ordinary inline element
FORMAT: Final = 3  # a formatting element: reopened where a block was closed over it
BLOCK: Final = 4  # an element that breaks lines, or that the standard calls special
TABLE_PART: Final = 5  # tr, td and the like: ignored outside a table
CLOSE: Final = 6  # an end tag
PLAINTEXT: Final = 7  # all that follows is text
SCRIPT: Final = 8  # a script or a style, with its content
COMMENT: Final = 9
EMPTY: Final = 10  # an end tag that stands for an empty paragraph
RULE: Final = 11  # hr: a break that ends a paragraph
INERT: Final = 12  # an inline element that says nothing of its text
CONTENT: Final = 13  # another raw-text element, with its content

# What holds for the text in an element and in all elements within it.
HIDDEN: Final = 1  # by what the element is
CONCEALED: Final = 2  # by attribute or inline style
PRE: Final = 4
LINK: Final = 8
BOLD: Final = 16
CODE: Final = 32
READING: Final = 64  # rt, rp: how the ruby base is read aloud
ITALIC: Final = 128

# Kinds of blocks.
OTHER, PARAGRAPH, HEADING, ITEM, CELL, CAPTION, LISTING, QUOTE = range(8)

_VOID = "area base basefont bgsound col embed frame image img input keygen link meta param source track wbr"
_RAW = "script style iframe noembed noframes textarea title"
_FORMATTING = "a b big code em font i nobr s small strike strong tt u"
_HEADINGS = "h1 h2 h3 h4 h5 h6"
_TABLE_PARTS = "caption colgroup tbody td tfoot th thead tr"
_BLOCKS = (
    "address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "frameset header hgroup legend li listing main marquee menu nav ol optgroup option p pre search section summary table ul xmp"
)
_SPECIAL_INLINE = "applet noscript object select template"
_ORDINARY = (
    "abbr annotation annotation-xml audio canvas cite data datalist del ins kbd label map mark math meter output picture "
    "progress q rb rp rt rtc ruby samp span sub sup svg time var video"
)
_BREAKING = f"{_HEADINGS} {_TABLE_PARTS} {_BLOCKS}"
_SPECIAL = f"{_BREAKING} {_SPECIAL_INLINE}"

NAMES: Final = (
    "",
    *f"br hr plaintext html head {_VOID} {_RAW} {_FORMATTING} {_HEADINGS} {_TABLE_PARTS} {_BLOCKS}".split(),
    *f"{_SPECIAL_INLINE} {_ORDINARY}".split(),
)
"""The known names by code; code 0 stands for every other one."""

CODES: Final = {name: code for code, name in enumerate(NAMES)}


def codes(names: str) -> bytes:
    """The codes of some names, as bytes."""
    return bytes(CODES[name] for name in names.split())


def _all_but(names: str) -> bytes:
    """Every code but those of some names: what a search up the stack passes over."""
    barrier = codes(names)
    return bytes(code for code in range(len(NAMES)) if code not in barrier)


def _table(default: int, *rows: tuple[str, int]) -> list[int]:
    """A value for each code: that of the last row that has its name."""
    table = [default] * len(NAMES)
    for names, value in rows:
        for code in codes(names):
            table[code] = value
    return table


SPECIAL: Final = codes(_SPECIAL)
FORMATTING: Final = codes(_FORMATTING)
HEADINGS: Final = codes(_HEADINGS)
CELLS: Final = codes("td th")
BREAKING: Final = frozenset(codes(_BREAKING))
MARKERS: Final = codes("applet caption marquee object td template th")

ORDINARY: Final = _all_but(_SPECIAL)
NOT_FORMATTING: Final = _all_but(_FORMATTING)
IN_ITEM: Final = ORDINARY + codes("address div p")
_SCOPE = "applet caption html marquee object table td template th"
_PASSED = {
    _SPECIAL: _all_but(_SCOPE),
    _FORMATTING: _all_but(_SCOPE),
    "p": _all_but(f"{_SCOPE} button"),
    "li": _all_but(f"{_SCOPE} ol ul"),
    f"{_TABLE_PARTS} table": _all_but("html table template"),
}
PASSES: Final = {code: passed for names, passed in _PASSED.items() for code in codes(names)}
"""For the end tag of each code, the codes that may stand open between it and its start tag; by default those of `ORDINARY`."""

CLOSES_P: Final = frozenset(codes(f"{_HEADINGS} {_BLOCKS}")) - frozenset(
    codes("body button frameset legend marquee optgroup option")
)
LEAVES_FOREIGN: Final = frozenset(
    codes(
        "b big blockquote body br center code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i li listing menu nobr ol p pre ruby s small "
        "span strong strike sub sup table tt u ul"
    )
)
"""The start tags that end an open SVG or MathML element."""

ENDS_OTHERS: Final = codes("a nobr math rb rp rt rtc svg")
"""The inline elements whose start tag closes others, or changes what closes."""

ROLES: Final = _table(
    OPEN,
    ("br", BREAK), ("hr", RULE), ("plaintext", PLAINTEXT), (f"html head {_VOID}", SKIP), (_FORMATTING, FORMAT),
    (_SPECIAL, BLOCK), (_TABLE_PARTS, TABLE_PART), (_RAW, CONTENT), ("script style", SCRIPT),
)  # fmt: skip

STATES: Final = _table(
    0,
    ("annotation annotation-xml applet audio canvas datalist object optgroup option select svg template video", HIDDEN),
    ("listing pre xmp", PRE), ("a", LINK), ("b strong", BOLD), ("em i", ITALIC), ("code kbd samp tt", CODE),
    ("rp rt rtc", READING),
)  # fmt: skip

KINDS: Final = _table(
    -1,
    (_HEADINGS, HEADING), ("dd dt li", ITEM), ("td th", CELL), ("caption figcaption", CAPTION), ("listing pre xmp", LISTING),
    ("blockquote", QUOTE),
)  # fmt: skip
"""The kind that an element gives to its blocks, -1 for those that keep what stands around them."""
_KEPT: Final = frozenset((ITEM, CAPTION, QUOTE))
_P: Final = CODES["p"]


def kind_in(code: int, kind: int) -> int:
    """The kind of the blocks of an element that stands among blocks of some kind."""
    own = KINDS[code]
    if own >= 0:
        return own
    return PARAGRAPH if code == _P and kind not in _KEPT else kind
