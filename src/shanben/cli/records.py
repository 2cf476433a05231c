"""Records that a command line names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def named_records(name: str) -> Iterator[dict[str, Any]]:
    """The records of a file, of the folder of a run (the dropped and failed ones too), or of standard input for "-".

    Raises:
        SourceError, RecordError: as `shanben.io.records`.
    """
    from shanben.io.records import read_lines, read_records, read_records_of  # noqa: PLC0415  (numpy)

    if name == "-":
        return read_lines(sys.stdin.buffer, "-")
    path = Path(name)
    return read_records_of(path, every=True) if path.is_dir() else read_records(path)
