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

MOJIBAKE_LINE: Final = 4000
"""Characters of one line that the repair of mojibake looks at together; a longer line is looked at in parts."""

MOJIBAKE_CONTEXT: Final = 1000
"""Characters before the first suspicious one of a long line that are looked at with it."""
"""The largest source, in bytes (of text: in UTF-8). A larger one fails with this cap's name."""

RULE_WAYS: Final = 100_000
"""In how many ways a rule's pattern may be tried at the head of a line; a rule above it is refused when it is loaded."""

RULE_WAYS_ANYWHERE: Final = 2_000
"""The same for a pattern that may match anywhere in the line, and so is tried at every character."""

RULE_LINE: Final = 2_000
"""The longest line, in code points, that rules are asked about: no line of chrome is longer."""
