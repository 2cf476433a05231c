"""The tokens of HTML source: tags, comments and raw-text elements, cut out by one linear expression.

It follows the tokenizer of the HTML standard: quotes matter only in attribute values, a comment ends at `-->` or `--!>`, what
stands in a script, a style or a title is not markup, and a tag that the end of the source cuts off is no text. Every repeat is
possessive and every alternative starts with another character, so no input takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_SPACE: Final = r"[ \t\n\f\r]"
_END_OF_NAME: Final = r"(?=[ \t\n\f\r/>])"

_ATTRIBUTE: Final = rf"""
    [^ \t\n\f\r/>] [^ \t\n\f\r/>=]*+
    (?: {_SPACE}*+ = {_SPACE}*+ (?> "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^ \t\n\f\r>]*+ ) )?+
"""
_TO_END_OF_TAG: Final = rf"(?: > | (?: [ \t\n\f\r/]*+ {_ATTRIBUTE} )*+ [ \t\n\f\r/]*+ (?: > | \Z ) )"

# Within a script, `<!--` opens a state in which `<script` opens another one, whose `</script` does not end the script.
_ESCAPED: Final = rf"""
    <!--(?!-*>)
    (?: [^<-]++ | -(?!->) | <(?!/?script{_END_OF_NAME})
      | <script{_END_OF_NAME} (?: [^<-]++ | -(?!->) | <(?!/script{_END_OF_NAME}) )*+ (?: </script{_END_OF_NAME} )?
    )*+
"""

_RAW_TEXT: Final = "style|iframe|noembed|noframes|textarea|title"
# The order is by frequency, for speed: end tags, comments, raw-text elements, start tags, declarations and the like.
_TOKEN: Final = rf"""
  < (?: / [a-z] [^ \t\n\f\r/>]*+ {_TO_END_OF_TAG}
  | !-- (?: -?> | (?: [^-]++ | -(?!-!?>) )*+ (?: --!?> | \Z ) )
  | script {_END_OF_NAME} {_TO_END_OF_TAG} (?: [^<]++ | {_ESCAPED} | <(?!/script{_END_OF_NAME}) )*+
  | ({_RAW_TEXT}) {_END_OF_NAME} {_TO_END_OF_TAG} (?: [^<]++ | <(?!/\2{_END_OF_NAME}) )*+
  | [a-z] [^ \t\n\f\r/>]*+ {_TO_END_OF_TAG}
  | (?: [!?] | /(?=[^a-z]) ) [^>]*+ (?: > | \Z ) )
"""

_SPLIT: Final = re.compile(f"({_TOKEN})", re.VERBOSE | re.IGNORECASE | re.ASCII)
_NAME: Final = re.compile(r"</?([a-z][^ \t\n\f\r/>]*+)", re.IGNORECASE | re.ASCII)
_ATTRIBUTES: Final = re.compile(
    rf"""[ \t\n\f\r/]*+ (?P<name> [^ \t\n\f\r/>] [^ \t\n\f\r/>=]*+ )
    (?: {_SPACE}*+ = {_SPACE}*+ (?> "(?P<double>[^"]*+)(?:"|\Z) | '(?P<single>[^']*+)(?:'|\Z) | (?P<bare>[^ \t\n\f\r>]*+) ) )?""",
    re.VERBOSE | re.ASCII,
)


def split(source: str) -> list[str]:
    """Text and tokens in turn, text first and last; joined they are the source. Positions are sums of lengths.

    A raw-text element (script, style, title and the like) is one token up to its end tag, which is the next.

    >>> split("a<b title='>'>c</b>")
    ['a', "<b title='>'>", 'c', '</b>', '']
    """
    parts = _SPLIT.split(source)
    del parts[2::3]  # the group that the expression needs for the name of a raw-text element
    return parts


def name_of(token: str) -> tuple[str, int]:
    """The name of a tag, in lower case, and where it ends; "" for a comment or a declaration.

    >>> name_of("</DIV>"), name_of("<!-- -->")
    (('div', 5), ('', 0))
    """
    match = _NAME.match(token)
    return (match[1].lower(), match.end()) if match else ("", 0)


def attributes(token: str) -> Iterator[tuple[str, int, int]]:
    """For each attribute of a start tag its name in lower case, and where in the token its value stands.

    >>> [(name, "<p id=x hidden>"[start:end]) for name, start, end in attributes("<p id=x hidden>")]
    [('id', 'x'), ('hidden', '')]
    """
    _, at = name_of(token)
    while match := _ATTRIBUTES.match(token, at):
        at = match.end()
        group = match.lastgroup or "name"
        start, end = match.span(group) if group != "name" else (at, at)
        yield match["name"].lower(), start, end


def values(token: str, at: int) -> list[tuple[str, str, str, str]]:
    """For each attribute of a start tag its name and its value, in double quotes, in single ones or bare, all as they stand.

    `at` is where the tag's name ends. Faster than `attributes`.

    >>> values("<p ID='x' hidden>", 2)
    [('ID', '', 'x', ''), ('hidden', '', '', '')]
    """
    return _ATTRIBUTES.findall(token, at)


def content(token: str) -> tuple[int, int]:
    """Where in the token of a raw-text element its content stands."""
    at = max((end for _, _, end in attributes(token)), default=0)
    close = token.find(">", at)
    return (close + 1 if close >= 0 else len(token)), len(token)
