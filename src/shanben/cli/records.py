"""Records that a command reads: one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shanben.errors import RecordError, SourceError


def read_records(path: str) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file, or of standard input for "-".

    Raises:
        SourceError: the file cannot be read.
        RecordError: a line is not a JSON object; the message names it.
    """
    try:
        with sys.stdin.buffer if path == "-" else Path(path).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(line, f"{path}, line {number}")
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def _record(line: bytes, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{place}: not JSON: {error}") from error
    if not isinstance(record, dict) or "text" not in record or "edits" not in record:
        raise RecordError(f"{place}: not a record of Shanben")
    return record
