"""One tag, read: what it opens or closes, how its text is shown, and what its class and id say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import ClassVar, Final, NamedTuple

from shanben import limits
from shanben.stages.markup import elements as el
from shanben.stages.markup.tokens import name_of, values
from shanben.stages.markup.words import bits_of


class Tag(NamedTuple):
    """`code` and `role` as in `elements`; `state`: bits for all text within; `words`: groups of its class and id.

    `states`: the tag may state a fact about the page.
    """

    code: int
    role: int
    state: int = 0
    words: int = 0
    states: bool = False


_NOTHING: Final = Tag(0, el.SKIP)
_COMMENT: Final = Tag(0, el.COMMENT)
_A, _BODY, _BR, _DIALOG, _LINK, _SCRIPT, _SVG = (
    el.CODES[name] for name in ("a", "body", "br", "dialog", "link", "script", "svg")
)
_PLAIN_LINK: Final = Tag(_A, el.FORMAT, el.LINK)
_INLINE: Final = frozenset((el.OPEN, el.FORMAT))
_NO_STATE: Final = frozenset((el.SKIP, el.SCRIPT, el.CONTENT, el.BREAK, el.RULE))
_STATING: Final = frozenset(el.codes("html meta title"))
_WORDY: Final = frozenset(("class", "id", "role"))

_BEGINS: Final = {
    begin: (code, len(name) + 1) for code, name in enumerate(el.NAMES[1:], 1) for begin in (f"<{name}", f"<{name.upper()}")
}
"""The code of the element, and where its name ends, by how its start tag begins up to the space that ends the name: most
begin in one of these ways."""

_CONCEALED: Final = re.compile(
    r"""display:none | visibility:(?:hidden|collapse) | font-size:0(?:px|pt|em|%)?(?:[;!]|$)
    | (?:left|top|text-indent|margin-left|margin-top|right):-\d{3,}
    | (?<![a-z-])(?:max-)?(?:width|height):[01](?:px)?(?:[;!]|$) .*? overflow:(?:hidden|auto|scroll)
    | overflow:(?:hidden|auto|scroll) .*? (?<![a-z-])(?:max-)?(?:width|height):[01](?:px)?(?:[;!]|$)
    | (?<![a-z-])clip:rect\((?:0|1px)""",
    re.VERBOSE,
)
_STYLE_SPACE: Final = re.compile(r"[\s\\]+|/\*.*?\*/", re.DOTALL)


class Tags(dict[str, Tag]):
    """The tags of one page by token, each read when it is first asked for; those without attributes are there already.

    What the page before had is not read again: pages of a site come one after the other, and have most of their tags in common.
    """

    _latest: ClassVar[Tags | None] = None

    def __init__(self) -> None:
        super().__init__(_plain_tags())
        self._before: Mapping[str, Tag] = Tags._latest or {}
        if Tags._latest:
            Tags._latest._before = {}
        Tags._latest = self

    def __missing__(self, token: str) -> Tag:
        tag = self._before.get(token) or _read(token)
        if len(token) <= limits.MARKUP_TAG:
            self[token] = tag
        return tag


@cache
def _plain_tags() -> dict[str, Tag]:
    """The tags of all known elements, in lower case and in capitals, without attributes."""
    tokens = (f"<{slash}{name}>" for name in el.NAMES[1:] for slash in ("", "/"))
    return {written: _read(token) for token in tokens for written in (token, token.upper())}


def _read(token: str) -> Tag:
    """What a token means: each kind of tag is asked for no more than matters of it, since all this is done for every tag."""
    code, at = _BEGINS.get(token.partition(" ")[0]) or _begin_of(token)
    if not at:
        return _COMMENT
    if token[1] == "/":
        return _read_end(code)
    role = el.ROLES[code]
    if role in _NO_STATE:
        return tuple.__new__(Tag, (code, role, 0, 0, _states_by_name(code, token)))
    if code == _A:
        return _read_link(token, at)
    begin = _lone_value(token, at)
    if begin and code != _DIALOG:
        return _with_role(code, role, el.STATES[code], bits_of(token[begin:-2]), False)
    return _read_start(token, code, at)


def _lone_value(token: str, at: int) -> int:
    """Where the value of a class or an id begins that is all that a tag has, as in many, after its name; 0 for other tags."""
    begin = at + 8 if token.startswith(' class="', at) else at + 5 if token.startswith(' id="', at) else 0
    return begin if token.endswith('">') and token.count('"') == 2 else 0


def _read_start(token: str, code: int, at: int) -> Tag:
    """A start tag of which nothing is known but its name, which ends at `at`."""
    lower = token.lower()
    state, words = _read_attributes(token, at) if _is_telling(lower) else (0, 0)
    if code == _SVG and token.endswith("/>"):
        return _NOTHING
    if code == _DIALOG and " open" not in lower:
        state |= el.CONCEALED
    return _with_role(code, el.ROLES[code], el.STATES[code] | state, words, "itemprop" in lower or "datetime" in lower)


def _begin_of(token: str) -> tuple[int, int]:
    """The code of a tag's element and where the name ends; 0 and 0 for a comment or a declaration."""
    name, at = name_of(token)
    return el.CODES.get(name, 0), at


def _with_role(code: int, role: int, state: int, words: int, states: bool) -> Tag:
    """A start tag; an inline one that says nothing of its text is inert."""
    inert = role in _INLINE and not (state or words) and code not in el.ENDS_OTHERS
    return tuple.__new__(Tag, (code, el.INERT if inert else role, state, words, states))  # half the time of Tag(...)


def _read_end(code: int) -> Tag:
    """An end tag. `</br>` is a line break, as in browsers; the end of the body ends nothing."""
    if code == _BR:
        return Tag(code, el.BREAK)
    ends_nothing = el.ROLES[code] in _NO_STATE or code == _BODY
    return _NOTHING if ends_nothing else Tag(code, el.CLOSE)


def _read_link(token: str, at: int) -> Tag:
    """A link. Its words are asked for only with its style: links are many, and say what they lead to."""
    lower = token.lower()
    state, words = _read_attributes(token, at) if "style" in lower or "hidden" in lower else (0, 0)
    states = "license" in lower or "author" in lower or "creativecommons.org/" in lower or "itemprop" in lower
    return Tag(_A, el.FORMAT, el.LINK | state, words, states) if state or words or states else _PLAIN_LINK


def _states_by_name(code: int, token: str) -> bool:
    """Whether an element that holds no text of the page may state a fact."""
    if code == _SCRIPT:
        return "ld+json" in token[: limits.MARKUP_TYPE]
    if code == _LINK:
        lower = token.lower()
        return "canonical" in lower or "license" in lower or "author" in lower
    return code in _STATING


def _is_telling(token: str) -> bool:
    """Whether a tag in lower case may have an attribute that matters here: asked first, since many have none."""
    return "class" in token or "style" in token or "id=" in token or "hidden" in token or "role" in token or "id " in token


def _read_attributes(token: str, at: int) -> tuple[int, int]:
    """The state and the words that the attributes of a start tag give."""
    state = words = 0
    for name, double, single, bare in values(token, at):
        key = name.lower()
        if key in _WORDY:
            words |= bits_of(double or single or bare)
        elif key == "style":
            state |= _state_of_style(double or single or bare)
        elif key == "hidden":
            state |= el.CONCEALED
    return state, words


@lru_cache(limits.MARKUP_WORDS)
def _state_of_style(style: str) -> int:
    """What an inline style says of the text within: concealed, preformatted, bold."""
    plain = _STYLE_SPACE.sub("", style[: limits.MARKUP_CLASS]).lower()
    state = el.CONCEALED if _CONCEALED.search(plain) else 0
    if "white-space:pre" in plain and "white-space:pre-line" not in plain:
        state |= el.PRE
    if "font-weight:bold" in plain or "font-weight:7" in plain:
        state |= el.BOLD
    return state
