"""GBK bytes replaced out of step: `域?qū)嵉乜疾?` was `域實地考察`.

The converters that put readings behind characters and flatten marks replace bytes without asking where a character begins.
In `。現` (A1A3 AC46) they find `，` (A3AC), write `,`, and leave `?,F`; in `域實` (D3F2 8C8D) they find 驅 (F28C), write its
reading behind it, and leave `域?qū)` and a text that is one byte off until a byte below 80 sets it right. Most of what was
lost is then known: from the mark that was flattened, or from the reading and the byte before it. The text is put back only
where the arithmetic closes, every pair of bytes being a character in common use; where bytes are gone for good, the language
model chooses if one choice is far better than the next, and else the place is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from shanben.document import Flag
from shanben.edits import Edit
from shanben.limits import SHIFTS
from shanben.scan import HAN, QUESTION, REPLACEMENT
from shanben.stages.repair.choice import RULE, filled, settled
from shanben.stages.repair.realign import FLATTENED, LETTERS, LOST, READING, Run, closing, headed, leads_of, opening, runs
from shanben.stages.repair.signs import IDEOGRAPHS, sign, signs
from shanben.view import NOTHING, Outcome, View

_HAN: Final = r"[\u3400-\u9fff]"
_FLAT: Final = "".join(sorted(FLATTENED - {")"}))
# What follows a reading or a mark is out of step, or closes it at once, or could not be read either; a person may write `?!?`.
_READING: Final = re.compile(rf"[{LOST}](?<={_HAN}.)\(?{READING}(?=[^\x00-\x7f]|[{LOST}@-~])")
_BEHIND_MARK: Final = rf"[^\x00-\x7f]|[@-~](?![a-z])|[{LOST}]\(?{READING}|(?<=[;:,])[{LOST}]"
_MARK: Final = re.compile(rf"[{LOST}](?<=[^\s{LOST}{_FLAT}].)([{_FLAT}])(?={_BEHIND_MARK})")
_READ: Final = sign(IDEOGRAPHS, LOST, f"({LETTERS}")
_MARKED: Final = sign(f"^{LOST}{_FLAT} \n", LOST, _FLAT)
_QUOTE: Final = re.compile(rf"[{LOST}](?<=[\u3400-\u9fff”》）)].)![{LOST}](?![{LOST}])(/?[a-z][a-z0-9]{{0,9}}>)?")


def realign_bytes(view: View) -> Outcome:
    """Put back what out-of-step replacement of GBK bytes destroyed; the flag `repair.shift` tells where it does not close.

    >>> from shanben.config import Config
    >>> realign_bytes(View.of("黨的建設?;顒舆^后", Config())).edits
    [Edit(start=4, end=9, replacement='。活動過', rule='repair.shift')]
    """
    if not signs(view) & (_READ | _MARKED) or not view.scan.any(HAN):
        return NOTHING
    return settled([*_readings(view), *_marks(view), *_quotes(view)])


def _matches(view: View, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins with a mark."""
    end = 0
    for at in view.scan.at(QUESTION | REPLACEMENT).tolist():
        if at >= end and (match := pattern.match(view.text, at)):
            end = match.end()
            yield match


def _readings(view: View) -> Iterator[Edit | Flag]:
    """A reading whose bracket lost its opening: its character began with the second byte of the one before it."""
    text = view.text
    for match in islice(_matches(view, _READING), SHIFTS):
        leads = leads_of(text[match.start() - 1], match[1])
        found = [run for lead in leads for run in runs(text, lead, match.end())]
        if found:
            yield from filled(text, match.start(), found)
        elif leads or not match[1].isascii():
            yield Flag(RULE, *match.span())


def _marks(view: View) -> Iterator[Edit | Flag]:
    """A lost byte and a flattened mark: the last byte of a character, mostly of `。`, was taken for the first of the mark."""
    text = view.text
    for match in islice(_matches(view, _MARK), SHIFTS):
        found = list(runs(text, bytes([ord(match[1]) | 0x80]), match.end()))
        if found:
            yield from filled(text, match.start(), headed(found), is_headed=True)


def _quotes(view: View) -> Iterator[Edit | Flag]:
    """`?!?` for `。”` or `。“`: the last `?` took the `<` of a tag with it, or the quotation is open still, or closed later."""
    text = view.text
    for match in islice(_matches(view, _QUOTE), SHIFTS):
        tag = "”<" if match[1] else ""
        if quote := closing(text, match.start()) or tag[:1] or opening(text, match.end()):
            run = Run(((quote + tag[1:],),), match.start() + 3)
            yield from filled(text, match.start(), headed([run]), is_headed=True)
