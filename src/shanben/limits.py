"""Every cap there is, by name.

A document that reaches one says so, as a status with a reason or as a flag; never in silence.
"""

from __future__ import annotations

from typing import Final

SOURCE_BYTES: Final = 256 * 2**20
"""The largest source, in bytes (of text: in UTF-8). A larger one is not cleaned: status "failed"."""

MARKUP_DEPTH: Final = 512
"""Open elements of a page, as in Chromium. Deeper ones keep their text, which then counts as that of the deepest open one."""

MARKUP_REOPENED: Final = 32
"""Elements that one end tag out of order may reopen; one that would reopen more is ignored."""

MARKUP_TOKENS: Final = 1_000_000
"""Tags and comments of a page. One with more fails with this cap's name."""

MARKUP_FACT: Final = 100
"""Tags within an element of microdata whose text is read as a fact; one with more states only what stands before the first."""

MARKUP_CLASS: Final = 400
"""Characters of a class or id attribute whose words are looked at."""

MARKUP_STYLES: Final = 20_000
"""Values of style attributes whose meaning is remembered between pages."""

MARKUP_TYPE: Final = 200
"""Characters of a script's start tag in which its type is looked for."""

CONTROL_SHARE: Final = 0.1
"""Where more of a decoded source than this share is control characters it is taken for binary data: status "failed"."""

QUEUED_DOCUMENTS: Final = 64
"""How many documents are read for each worker ahead of the one whose turn it is to come out."""

QUEUED_BYTES: Final = 64 * 2**20
"""How many bytes of them are held, beyond the last document: sources on their way and records that wait for their turn."""

DOCUMENT_SECONDS: Final = 60.0
"""How long a worker may be at one document before it is ended: status "failed"."""

COMMIT_DOCUMENTS: Final = 10_000
"""After so many documents what a run has written is made durable: so much work, at most, is done again after it is killed."""

COMMIT_BYTES: Final = 64 * 2**20
"""The same after so many bytes of records."""

FAILED_BYTES: Final = 2**16
"""Up to this size the bytes of a failed document are kept with its record; of a larger one only where it stands."""

JSON_LD_CHARACTERS: Final = 2**20
"""The longest JSON-LD script that metadata are read from, in code points; a longer one is passed over."""

SHIFTED_RUN: Final = 120
"""How many characters after a shift of GBK bytes are read for the place where the bytes are in step again."""

MARK_RUN: Final = 64
"""The longest run of combining marks, with the character that bears it, that is normalised; a longer one is flagged."""

MOJIBAKE_LINE: Final = 1600
"""Characters of one line that the repair of mojibake looks at together; a longer line is looked at in parts."""

MOJIBAKE_CONTEXT: Final = 250
"""Characters before the first suspicious one of a long line that are looked at with it."""

RULE_WAYS: Final = 100_000
"""In how many ways a rule's pattern may be tried at the head of a line; a rule above it is refused when it is loaded."""

RULE_WAYS_ANYWHERE: Final = 2_000
"""The same for a pattern that may match anywhere in the line, and so is tried at every character."""

RULE_LINE: Final = 2_000
"""The longest line, in code points, that rules are asked about: no line of chrome is longer."""

REPAIR_ROUNDS: Final = 6
"""How often the repairs are run over one document; one that still changes then is flagged."""

SHIFTS: Final = 500
"""How many places of each kind of shift are looked at in one document."""

PAGE_HEAD: Final = 20_000
"""Characters of what the head of a page says of its text that its lines are held against."""
LOST_BYTES: Final = 200
"""Passages of a document, out of step because a byte was lost, that are read again; the rest stay as they are."""

SITE_PAGES: Final = 50
"""Pages that a site's profile is made of; more tell nothing new. Later ones are not taken in."""

SITE_LINES: Final = 5_000
"""Lines of a page that a site's profile learns from."""
MOJIBAKE_FAILURES: Final = 40
"""Lines of a document in which the search for a chain of wrong readings may fail; flag "repair.unsearched" marks the rest."""

LOSSY_LINE: Final = 400
"""The longest line, in code points, of which lost bytes are guessed."""

LOSSY_LINES: Final = 100
"""Lines of a document whose lost bytes are guessed; those after them stay as they stand, flagged "repair.unsearched"."""
