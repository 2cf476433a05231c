"""Every option of the cleaner, with its meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """How a document is cleaned.

    `script`: "keep" | "dominant" | "hans" | "hant" | "hant-tw" | "hant-hk".
    `punctuation`: "keep" | "cjk". `provenance`: "none" | "map" | "full".
    """

    script: str = "dominant"
    punctuation: str = "cjk"
    provenance: str = "map"
