"""What each HTML element is: how it nests, and what it means for the text within it.

The sets are those of the HTML standard: "special" and "formatting" elements, the scopes of the tree builder, and the rendering
section for which elements break a line. A name is told by a code below 256. Unknown names share one code: they nest like `span`.
"""

from __future__ import annotations

from array import array
from typing import Final

from shanben.kernels import html

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


def _table(default: int, *rows: tuple[str, int]) -> list[int]:
    """A value for each code: that of the last row that has its name."""
    table = [default] * len(NAMES)
    for names, value in rows:
        for code in codes(names):
            table[code] = value
    return table


def _but(some: str, names: str) -> str:
    """Names, without some of them."""
    return " ".join(set(names.split()) - set(some.split()))


_TRAITS: Final = {
    html.PARAGRAPH: "p",
    html.SELECT: "select",
    html.BUTTON: "button",
    html.BODY: "body",
    html.FOREIGN: "svg math",
    html.TABLE: "table",
    html.ROW_GROUP: "caption colgroup tbody tfoot thead",
    html.ROW: "tr",
    html.CELL: "td th",
    html.LIST_ITEM: "li",
    html.TERM: "dd dt",
    html.LIST: "dl ol ul",
    html.COUNTED_LIST: "ol ul",
    html.HEADING: _HEADINGS,
    html.OPTION: "option optgroup",
    html.RUBY_PART: "rb rp rt rtc",
    html.ALONE: "a nobr button",
    html.SPECIAL: _SPECIAL,
    html.FORMATTING: _FORMATTING,
    html.MARKER: "applet caption marquee object td template th",
    html.SCOPE: "applet caption html marquee object table td template th",
    html.TABLE_SCOPE: "html table template",
    html.BREAKING: _BREAKING,
    html.LEAVES_FOREIGN: (
        "b big blockquote body br center code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i li listing menu nobr ol p pre ruby s small "
        "span strong strike sub sup table tt u ul"
    ),
    html.RAW_TEXT: _RAW,
    html.SCRIPTED: "script",
    html.STATING: "html meta title",
    html.ANCHOR: "a",
    html.RELATION: "link",
    html.LINE_BREAK: "br",
    html.DIALOG: "dialog",
    html.SVG: "svg",
    html.MUTE: f"br hr html head {_VOID} {_RAW}",
    html.CLOSES_P: _but("body button frameset legend marquee optgroup option", f"{_HEADINGS} {_BLOCKS}"),
    html.ITEM_SCOPE: _but("address div p", _SPECIAL),
}


def _traits() -> list[int]:
    """For each code the traits of its element; none for the page, which comes last."""
    table = [0] * (len(NAMES) + 1)
    for trait, names in _TRAITS.items():
        for code in codes(names):
            table[code] |= trait
    return table


TRAITS: Final = array("Q", _traits())
BREAKING: Final = frozenset(codes(_BREAKING))

BARRIERS: Final = array(
    "Q",
    _table(
        html.SPECIAL,
        (f"{_SPECIAL} {_FORMATTING}", html.SCOPE),
        ("p", html.SCOPE | html.BUTTON),
        ("li", html.SCOPE | html.COUNTED_LIST),
        (f"{_TABLE_PARTS} table", html.TABLE_SCOPE),
    ),
)
"""For the end tag of each code the traits of the elements that it does not reach beyond."""

ROLES: Final = bytes(_table(
    html.OPEN,
    ("br", html.BREAK), ("hr", html.RULE), ("plaintext", html.PLAINTEXT), (f"html head {_VOID}", html.SKIP),
    (_FORMATTING, html.FORMAT),
    (_SPECIAL, html.BLOCK), (_TABLE_PARTS, html.TABLE_PART), (_RAW, html.CONTENT), ("script style", html.SCRIPT),
))  # fmt: skip

STATES: Final = bytes(_table(
    0,
    ("annotation annotation-xml applet audio canvas datalist object optgroup option select svg template video", html.HIDDEN),
    ("listing pre xmp", html.PRE), ("a", html.LINK), ("b strong", html.BOLD), ("em i", html.ITALIC),
    ("code kbd samp tt", html.CODE), ("rp rt rtc", html.READING),
))  # fmt: skip

_KINDS: Final = _table(
    -1,
    (_HEADINGS, HEADING), ("dd dt li", ITEM), ("td th", CELL), ("caption figcaption", CAPTION), ("listing pre xmp", LISTING),
    ("blockquote", QUOTE),
)  # fmt: skip
"""The kind that an element gives to its blocks, -1 for those that keep what stands around them."""


def _kind_in(code: int, kind: int) -> int:
    """The kind of the blocks of an element that stands among blocks of some kind."""
    if _KINDS[code] >= 0:
        return _KINDS[code]
    return PARAGRAPH if code == CODES["p"] and kind not in {ITEM, CAPTION, QUOTE} else kind


KINDS: Final = bytes(_kind_in(code, kind) for kind in range(QUOTE + 1) for code in range(len(NAMES)))
"""For each kind, and within it for each code, the kind of the blocks of an element that stands among blocks of that kind."""
