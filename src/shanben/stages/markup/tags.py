"""One tag, read: what it opens or closes, how its text is shown, and what its class and id say."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

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
_INLINE: Final = frozenset((el.OPEN, el.FORMAT))
_NO_STATE: Final = frozenset((el.SKIP, el.SCRIPT, el.CONTENT, el.BREAK, el.RULE))
_WORDY: Final = frozenset(("class", "id", "role"))

_BEGINS: Final = {
    begin: name for name in el.NAMES[1:] for slash in ("", "/") for begin in (f"<{slash}{name}", f"<{slash}{name.upper()}")
}
"""How tags begin, up to the space that ends the name: most do so in one of these ways."""

_TELLING_LINK: Final = re.compile("canonical|license|author", re.IGNORECASE)

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
    """The tags of one page by token, each read when it is first asked for; those without attributes are there already."""

    def __init__(self) -> None:
        super().__init__(_plain_tags())

    def __missing__(self, token: str) -> Tag:
        tag = self[token] = _read(token)
        return tag


@cache
def _plain_tags() -> dict[str, Tag]:
    """The tags of all known elements, in lower case and in capitals, without attributes."""
    tokens = (f"<{slash}{name}>" for name in el.NAMES[1:] for slash in ("", "/"))
    return {written: _read(token) for token in tokens for written in (token, token.upper())}


def _read(token: str) -> Tag:
    """What a token means. The words of links are not asked for: links are many, and say what they lead to."""
    name = _BEGINS.get(token.partition(" ")[0]) or name_of(token)[0]
    if not name:
        return _COMMENT
    code = el.CODES.get(name, 0)
    if token[1] == "/":
        return _read_end(code, name)
    role = el.ROLES[code]
    if role in _NO_STATE:
        return Tag(code, role, 0, 0, _states_by_name(name, token))
    lower = token.lower()
    telling = "style" in lower or "hidden" in lower if name == "a" else _is_telling(lower)
    state, words = _read_attributes(token, len(name) + 1) if telling else (0, 0)
    if name == "svg" and token.endswith("/>"):
        return _NOTHING
    if name == "dialog" and " open" not in lower:
        state |= el.CONCEALED
    states = "itemprop" in lower or (_names_licence_or_author(lower) if name == "a" else "datetime" in lower)
    return _with_role(code, role, el.STATES[code] | state, words, states)


def _with_role(code: int, role: int, state: int, words: int, states: bool) -> Tag:
    """A start tag; an inline one that says nothing of its text is inert."""
    inert = role in _INLINE and not (state or words) and code not in el.ENDS_OTHERS
    return tuple.__new__(Tag, (code, el.INERT if inert else role, state, words, states))  # half the time of Tag(...)


def _read_end(code: int, name: str) -> Tag:
    """An end tag. `</br>` is a line break, as in browsers; the end of the body ends nothing."""
    if name == "br":
        return Tag(code, el.BREAK)
    ends_nothing = el.ROLES[code] in _NO_STATE or name == "body"
    return _NOTHING if ends_nothing else Tag(code, el.CLOSE)


def _states_by_name(name: str, token: str) -> bool:
    """Whether an element that holds no text of the page may state a fact."""
    if name == "script":
        return "ld+json" in token[: limits.MARKUP_TYPE]
    return name in ("html", "meta", "title") or (name == "link" and _TELLING_LINK.search(token) is not None)


def _names_licence_or_author(link: str) -> bool:
    """Whether a link in lower case may be to the licence or the author of the page."""
    return "license" in link or "author" in link or "creativecommons.org/" in link


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
