"""GBK bytes replaced out of step: `域?qū)嵉乜疾` was `域實地考察`.

The converters that put readings behind characters and flatten marks replace bytes without asking where a character begins.
In `。現` (A1A3 AC46) they find `，` (A3AC), write `,`, and leave `?,F`; in `域實` (D3F2 8C8D) they find 驅 (F28C), write its
reading behind it, and leave `域?qū)` and a text that is one byte off until a byte below 80 sets it right. What was lost is
then known: from the mark that was flattened, or from the reading and the byte before it. The text is put back only where the
arithmetic closes: every pair of bytes up to such a byte must be a character in common use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from shanben.document import Flag
from shanben.edits import Edit
from shanben.limits import SHIFTED_RUN
from shanben.scan import HAN, QUESTION
from shanben.stages.repair.overlap import apart
from shanben.tables.readings import characters_of, is_reading
from shanben.view import Outcome, View

_RULE: Final = "repair.shift"
_HAN: Final = r"[\u3400-\u9fff]"
# Each begins with the mark, so that text without it is passed over at once.
_READING: Final = re.compile(rf"\?(?<={_HAN}\?)\(?([a-z\u00e0-\u01dc\u01f9]{{1,6}})\)(?={_HAN})")
_MARK: Final = re.compile(rf"\?(?<=[^\s?]\?)([,;:!?(])(?={_HAN}|[@-~](?![a-z]))")
_GLOSS: Final = re.compile(r"\(([a-z\u00e0-\u01dc\u01f9]{1,6})\)")
_QUOTE: Final = re.compile(r"\?(?<=[\u3400-\u9fff”》）)]\?)!\?(/?[a-z][a-z0-9]{0,9}>)?")
_FLATTENED: Final = frozenset(",;:!?()")
_MARKS: Final = frozenset("，。、；：？！“”‘’《》（）·—…")


def realign_bytes(view: View) -> Outcome:
    """Put back what out-of-step replacement of GBK bytes destroyed; the flag `repair.shift` tells where it does not close.

    >>> from shanben.config import Config
    >>> realign_bytes(View.of("黨的建設?;顒舆^后", Config())).edits
    [Edit(start=4, end=9, replacement='。活動過', rule='repair.shift')]
    """
    if not view.scan.any(QUESTION) or not view.scan.any(HAN):
        return Outcome()
    found = [*_readings(view.text), *_marks(view.text), *_quotes(view.text)]
    return Outcome(apart(row for row in found if isinstance(row, Edit)), [row for row in found if isinstance(row, Flag)])


def _readings(text: str) -> Iterator[Edit | Flag]:
    """A reading whose bracket lost its opening: its character began with the second byte of the one before it."""
    for match in _READING.finditer(text):
        first = _gbk(text[match.start() - 1])[-1:]
        seconds = {_gbk(character)[1:] for character in characters_of(match[1]) if _gbk(character)[:1] == first}
        closed = {found for second in seconds if second and (found := _realigned(text, second, match.end()))}
        if len(closed) == 1:
            put, end = closed.pop()
            yield Edit(match.start(), end, put, _RULE)
        elif seconds:
            yield Flag(_RULE, *match.span())


def _marks(text: str) -> Iterator[Edit]:
    """`?` and a flattened mark: the last byte of `。` was taken for the first of the mark.

    The reading of the character that closes the run is the converter's, too: no person could have written it there.
    """
    for match in _MARK.finditer(text):
        found = _realigned(text, bytes([ord(match[1]) | 0x80]), match.end())
        if found:
            put, end = found
            gloss = _GLOSS.match(text, end)
            own = gloss is not None and is_reading(put[-1], gloss[1])
            yield Edit(match.start(), gloss.end() if gloss and own else end, "。" + put, _RULE)


def _quotes(text: str) -> Iterator[Edit]:
    """`?!?` for `。”`: the last `?` took the `<` of a tag with it, or the quotation is still open."""
    for match in _QUOTE.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        if match[1]:
            yield Edit(match.start(), match.start() + 3, "。”<", _RULE)
        elif text.rfind("“", line, match.start()) > text.rfind("”", line, match.start()):
            yield Edit(*match.span(), "。”", _RULE)


def _realigned(text: str, lead: bytes, at: int) -> tuple[str, int] | None:
    """The text that begins with byte `lead` and goes on with the bytes of `text[at:]`, and where both are in step again."""
    put = ""
    for end in range(at, min(len(text), at + SHIFTED_RUN)):
        character = text[end]
        if "@" <= character <= "~" and _common(last := _decoded(lead, character.encode())):
            return put + last, end + 1
        pair = bytes([0xA3, ord(character) | 0x80]) if character in _FLATTENED or _is_word(character) else _gbk(character)
        if len(pair) != 2 or not _common(joined := _decoded(lead, pair[:1])):
            return None
        put, lead = put + joined, pair[1:]
    return None


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _gbk(character: str) -> bytes:
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _decoded(lead: bytes, trail: bytes) -> str:
    return (lead + trail).decode("gbk", "ignore")


def _common(character: str) -> bool:
    """Whether it is one of the marks or the first-level characters of GB 2312 or Big5, which texts are made of."""
    if character in _MARKS:
        return True
    return any(low <= _lead(character, codec) <= high for codec, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)))


def _lead(character: str, codec: str) -> int:
    """The first byte of one East Asian character in a codec, 0 if it is none."""
    try:
        encoded = character.encode(codec)
    except UnicodeEncodeError:
        return 0
    return encoded[0] if len(encoded) == 2 and "\u3400" <= character <= "\u9fff" else 0
