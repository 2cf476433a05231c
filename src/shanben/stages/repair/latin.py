"""UTF-8 that was read in a one-byte encoding, in text of alphabets: `Ã©` for `é`. The judge is ftfy, the scan its gate.

ftfy looks at whole lines and is slow on clean text, so it is shown only lines that hold a sequence which some one-byte
encoding writes for a UTF-8 sequence, or a C1 control. Of its fixes only those of the encoding are used.
The repair of multi-byte mojibake runs first: ftfy would destroy its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from shanben import limits
from shanben.edits import Edit, Ints, codes_of
from shanben.language import character_costs
from shanben.scan import C1, PLANE
from shanben.stages.repair.alignment import aligned
from shanben.stages.repair.signs import sign, signs
from shanben.view import NOTHING, Outcome, View

if TYPE_CHECKING:
    from ftfy import ExplanationStep

_READERS: Final = ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso8859-2", "mac_roman", "cp437")
_EVERY: Final = 2 ** len(_READERS) - 1
_MANY: Final = 4
_STRANGE: Final = 12.5
"""Mean cost, in nats, above which so many characters beyond ASCII are no language."""
_LOST: Final = "\x1a\ufffd"
"""What stands for a continuation byte that the reader did not know."""
_BEFORE_SPACE: Final = "ÂÃÐÑâ"
"""The characters after which a plain space may be what is left of a no-break space: others stand before spaces every day."""
_RANGES: Final = (0x80, 0xC0, 0xE0, 0xF0, 0xF5)
"""Where the continuation bytes begin and the lead bytes of one, two, three more, and where these end."""


def _read_by(reader: str, first: int, last: int) -> str:
    """What a reader makes of bytes; of those that it does not know controls, as browsers do. C0 and C1 are in no UTF-8."""
    known = [byte for byte in range(first, last) if byte not in (0xC0, 0xC1)]
    return "".join(bytes([byte]).decode(reader, "ignore") or chr(byte) for byte in known)


def _signs_of(reader: str) -> int:
    """The sign of a lead byte before a continuation byte."""
    return sign(lambda: _read_by(reader, 0xC2, _RANGES[-1]), lambda: _read_by(reader, *_RANGES[:2]) + _LOST)


_SEQUENCE: Final = sum(map(_signs_of, _READERS)) | sign(_BEFORE_SPACE, " ")


def repair_latin(view: View) -> Outcome:
    r"""Undo UTF-8 read as Latin-1, Windows-125x, Mac Roman or code page 437, and C1 controls that were quotation marks.

    >>> from shanben.config import Config
    >>> view = View.of("dÃ©jÃ\xa0 vu", Config())
    >>> view.after(repair_latin(view)).text
    'déjà vu'
    """
    if not signs(view) & _SEQUENCE and not view.scan.any(C1):
        return NOTHING
    return Outcome([edit for start, end in _suspects(view) for edit in _repaired(view.text, start, end)])


def _suspects(view: View) -> Iterator[tuple[int, int]]:
    """The spans of the lines that ftfy should see."""
    done = 0
    for at in _sequences(view).tolist():
        if at < done:
            continue
        start = max(view.text.rfind("\n", 0, at) + 1, done, at - limits.MOJIBAKE_CONTEXT)
        end = view.text.find("\n", at, start + limits.MOJIBAKE_LINE)
        done = end if end >= 0 else min(len(view.text), start + limits.MOJIBAKE_LINE)
        yield start, done


def _sequences(view: View) -> Ints:
    """Where a sequence of characters begins that one reader makes of a UTF-8 sequence; and the C1 controls."""
    plane, (trail, *leads) = view.scan.plane, _readers_of()
    at = ((_leads().take(plane[:-1]) & trail.take(plane[1:])) > 0).nonzero()[0]
    if len(at):
        lead, *after = plane.take(at + np.arange(4)[:, None], mode="clip")
        spaced = (np.array(after) == ord(" ")) & ~_spaced()[lead]
        common = np.bitwise_and.accumulate(np.where(spaced, 0, trail[np.array(after)]), axis=0)
        at = at[np.logical_or.reduce([readers[lead] & common[more] for more, readers in enumerate(leads)])]
    return np.union1d(at, view.scan.spans(C1)[0]) if view.scan.any(C1) else at


@cache
def _readers_of() -> NDArray[np.uint16]:
    """For each character four sets of readers: to whom it is a continuation byte; a lead byte of one, two, three more."""
    sets = np.zeros((4, PLANE), np.uint16)
    for bit, reader in enumerate(_READERS):
        for more, (first, last) in enumerate(pairwise(_RANGES)):
            sets[more, [ord(char) for char in _read_by(reader, first, last)]] |= 1 << bit
    sets[0, [ord(mark) for mark in _LOST]] = _EVERY
    sets[0, ord(" ")] = 0b11  # Latin-1 and cp1252: what became of a no-break space
    return sets


@cache
def _spaced() -> NDArray[np.bool_]:
    """The characters of `_BEFORE_SPACE` among those of the first plane."""
    table = np.zeros(PLANE, np.bool_)
    table[[ord(lead) for lead in _BEFORE_SPACE]] = True
    return table


@cache
def _leads() -> NDArray[np.uint16]:
    """For each character the readers to whom it is a lead byte."""
    leads: NDArray[np.uint16] = np.bitwise_or.reduce(_readers_of()[1:])
    return leads


def _repaired(text: str, start: int, end: int) -> Iterator[Edit]:
    """The edits that ftfy's view of `text[start:end]` comes to."""
    import ftfy  # noqa: PLC0415  takes 50 ms, and most documents do not need it

    before = text[start:end]
    after, steps = ftfy.fix_encoding_and_explain(before)
    changes = [] if after == before else aligned(before, after)
    if _strange(after, changes):
        return
    for a, b, replacement in changes:
        yield Edit(start + a, start + b, replacement, _rule(steps or []))


def _strange(after: str, changes: Sequence[tuple[int, int, str]]) -> bool:
    """Whether what ftfy wrote is no language where it stands: then the damage was not what ftfy took it for."""
    written = np.zeros(len(after), np.bool_)
    more = 0
    for start, end, replacement in changes:
        written[start + more : start + more + len(replacement)] = True
        more += len(replacement) - (end - start)
    return int(written.sum()) >= _MANY and float(character_costs(codes_of(after))[written].mean()) > _STRANGE


def _rule(steps: Sequence[ExplanationStep]) -> str:
    """The name of the chain that the steps of ftfy undo."""
    readers = [step.parameter for step in steps if step.action == "encode"]
    if steps and steps[-1].parameter == "windows-1252":
        return "repair.mojibake.cp1252-as-latin-1"
    if not readers:
        return "repair.mojibake." + ("c1" if steps[0].parameter == "fix_c1_controls" else "utf-8-inside")
    return f"repair.mojibake.utf-8-as-{readers[0].removeprefix('sloppy-').replace('windows-', 'cp')}"
