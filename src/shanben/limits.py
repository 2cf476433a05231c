"""Every cap there is, by name.

A document that reaches one says so, as a status with a reason or as a flag; never in silence.
"""

from __future__ import annotations

from typing import Final

SOURCE_BYTES: Final = 256 * 2**20
"""The largest source, in bytes (of text: in UTF-8). A larger one is not cleaned: status "failed"."""

CONTROL_SHARE: Final = 0.1
"""Where more of a decoded source than this share is control characters it is taken for binary data: status "failed"."""

QUEUED_DOCUMENTS: Final = 64
"""How many documents `clean_many` hands to each worker ahead of the one that it waits for."""

JSON_LD_CHARACTERS: Final = 2**20
"""The longest JSON-LD script that metadata are read from, in code points; a longer one is passed over."""

SHIFTED_RUN: Final = 120
"""How many characters after a shift of GBK bytes are read for the place where the bytes are in step again."""

MARK_RUN: Final = 64
"""The longest run of combining marks, with the character that bears it, that is normalised; a longer one is flagged."""
