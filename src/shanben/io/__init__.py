"""Readers and writers: documents out of files of every kind that crawls bring home, and records into files.

`read` yields the documents of files, folders and globs, one after the other and not yet loaded; `writers` hold the three forms
that a run writes; `export` turns records into the provenance formats that others read.
"""

from __future__ import annotations

from shanben.io.item import Fields, Item, Loaded
from shanben.io.readers import read

__all__ = ["Fields", "Item", "Loaded", "read"]
