"""What each HTML element is: how it nests, and what it means for the text within it.

The sets are those of the HTML standard: "special" and "formatting" elements, the scopes of the tree builder, and the rendering
section for which elements break a line. A name is told by a code below 256, so that a stack of open elements is a `bytearray`
and questions about it are byte searches. Unknown names share one code: they nest like `span`.
"""

from __future__ import annotations

from typing import Final

# How a tag is read: what the tree builder does when it meets one.
SKIP: Final = 0  # nothing opens or closes: void elements, comments, scripts
BREAK: Final = 1  # br, hr
OPEN: Final = 2  # an ordinary inline element
FORMAT: Final = 3  # a formatting element: reopened where a block was closed over it
BLOCK: Final = 4  # an element that breaks lines, or that the standard calls special
TABLE_PART: Final = 5  # tr, td and the like: ignored outside a table
CLOSE: Final = 6  # an end tag
PLAINTEXT: Final = 7  # all that follows is text
FACT: Final = 8  # opens nothing, but states a fact: html, meta, link
SCRIPT: Final = 9  # a script or a style, with its content
COMMENT: Final = 10
EMPTY: Final = 11  # an end tag that stands for an empty paragraph
CONTENT: Final = 12  # another raw-text element, with its content

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

_VOID = "area base basefont bgsound col embed frame image img input keygen link meta param source track wbr".split()
_RAW = "script style iframe noembed noframes textarea title".split()
_FORMATTING = "a b big code em font i nobr s small strike strong tt u".split()
_HEADINGS = "h1 h2 h3 h4 h5 h6".split()
_TABLE_PARTS = "caption colgroup tbody td tfoot th thead tr".split()
_BLOCKS = """address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption figure footer
    form frameset header hgroup legend li listing main marquee menu nav ol optgroup option p pre search section summary table
    ul xmp""".split()
_SPECIAL_INLINE = "applet noscript object select template".split()
_ORDINARY = """abbr annotation annotation-xml audio canvas cite data datalist del ins kbd label map mark math meter output picture
    progress q rb rp rt rtc ruby samp span sub sup svg time var video""".split()

NAMES: Final = (
    ["", "br", "hr", "plaintext", "html", "head"]
    + _VOID + _RAW + _FORMATTING + _HEADINGS + _TABLE_PARTS + _BLOCKS + _SPECIAL_INLINE + _ORDINARY
)
"""The known names by code; code 0 stands for every other one."""

CODES: Final = {name: code for code, name in enumerate(NAMES)}


def codes_of_names(names: list[str]) -> bytes:
    """The codes of some names, as bytes."""
    return bytes(CODES[name] for name in names)


def _all_but(names: list[str]) -> bytes:
    """Every code but those of some names: what a search up the stack passes over."""
    barrier = codes_of_names(names)
    return bytes(code for code in range(len(NAMES)) if code not in barrier)


_SCOPE = "applet caption html marquee object table td template th".split()
SPECIAL: Final = codes_of_names(_HEADINGS + _TABLE_PARTS + _BLOCKS + _SPECIAL_INLINE)
ORDINARY: Final = bytes(code for code in range(len(NAMES)) if code not in SPECIAL)
FORMATTING: Final = codes_of_names(_FORMATTING)
NOT_FORMATTING: Final = _all_but(_FORMATTING)
MARKERS: Final = codes_of_names("applet caption marquee object td template th".split())
IN_SCOPE: Final = _all_but(_SCOPE)
IN_BUTTON: Final = _all_but([*_SCOPE, "button"])
IN_LIST: Final = _all_but([*_SCOPE, "ol", "ul"])
IN_TABLE: Final = _all_but(["html", "table", "template"])
IN_ITEM: Final = bytes(code for code in range(len(NAMES)) if code not in SPECIAL or NAMES[code] in ("address", "div", "p"))

PASSES: Final = [IN_SCOPE if code in SPECIAL or code in FORMATTING else ORDINARY for code in range(len(NAMES))]
"""For the end tag of each code, the codes that may stand open between it and its start tag."""
PASSES[CODES["p"]] = IN_BUTTON
PASSES[CODES["li"]] = IN_LIST
for _name in [*_TABLE_PARTS, "table"]:
    PASSES[CODES[_name]] = IN_TABLE

HEADINGS: Final = codes_of_names(_HEADINGS)
CELLS: Final = codes_of_names(["td", "th"])
BREAKING: Final = frozenset(codes_of_names(_HEADINGS + _TABLE_PARTS + _BLOCKS))
CLOSES_P: Final = frozenset(codes_of_names(_HEADINGS + _BLOCKS)) - frozenset(
    codes_of_names("body button frameset legend marquee optgroup option".split())
)

LEAVES_FOREIGN: Final = frozenset(codes_of_names(
    """b big blockquote body br center code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i li listing menu nobr ol p pre ruby s small
    span strong strike sub sup table tt u ul""".split()
))
"""The start tags that end an open SVG or MathML element."""

ROLES: Final = [OPEN] * len(NAMES)
for _names, _role in (
    (["br", "hr"], BREAK), (["plaintext"], PLAINTEXT), (_VOID, SKIP), (_RAW + ["head"], SKIP), (_FORMATTING, FORMAT),
    (_HEADINGS + _BLOCKS + _SPECIAL_INLINE, BLOCK), (_TABLE_PARTS, TABLE_PART),
    (["html", "meta", "link"], FACT), (_RAW, CONTENT), (["script", "style"], SCRIPT),
):
    for _name in _names:
        ROLES[CODES[_name]] = _role

STATES: Final = [0] * len(NAMES)
for _names, _state in (
    ("audio canvas datalist optgroup option object select svg template video applet annotation annotation-xml".split(), HIDDEN),
    (["pre", "listing", "xmp"], PRE), (["a"], LINK), (["b", "strong"], BOLD), (["i", "em"], ITALIC),
    (["code", "kbd", "samp", "tt"], CODE), (["rt", "rp", "rtc"], READING),
):
    for _name in _names:
        STATES[CODES[_name]] = _state

KINDS: Final[dict[int, int]] = {
    CODES[name]: kind
    for names, kind in (
        (_HEADINGS, HEADING), (["li", "dd", "dt"], ITEM), (["td", "th"], CELL), (["caption", "figcaption"], CAPTION),
        (["pre", "listing", "xmp"], LISTING), (["blockquote"], QUOTE),
    )
    for name in names
}
"""The kind that an element gives to its blocks; the others keep what stands around them."""
KEEPS_KIND: Final = frozenset((ITEM, CAPTION, QUOTE))
"""Kinds that a paragraph within does not change."""
