"""Every cap there is, by name. A document that reaches one says so: as a status and reason, or as a flag; never in silence."""

from __future__ import annotations

from typing import Final

SOURCE_BYTES: Final = 256 * 2**20
"""The largest source, in bytes (of text: in UTF-8). A larger one fails with this cap's name."""
