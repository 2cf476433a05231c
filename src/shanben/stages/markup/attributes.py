"""The name and the attributes of one tag, for the few that state facts; all others the kernel reads (`kernels.tokens`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_SPACE: Final = r"[ \t\n\f\r]"
_NAME: Final = re.compile(r"</?([a-z][^ \t\n\f\r/>]*+)", re.IGNORECASE | re.ASCII)
_ATTRIBUTES: Final = re.compile(
    rf"""[ \t\n\f\r/]*+ (?P<name> [^ \t\n\f\r/>] [^ \t\n\f\r/>=]*+ )
    (?: {_SPACE}*+ = {_SPACE}*+ (?> "(?P<double>[^"]*+)(?:"|\Z) | '(?P<single>[^']*+)(?:'|\Z) | (?P<bare>[^ \t\n\f\r>]*+) ) )?""",
    re.VERBOSE | re.ASCII,
)


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


def content(token: str) -> tuple[int, int]:
    """Where in the token of a raw-text element its content stands."""
    at = max((end for _, _, end in attributes(token)), default=0)
    close = token.find(">", at)
    return (close + 1 if close >= 0 else len(token)), len(token)
