"""`clean-text check`: would anything change?"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from shanben.cli.documents import Documents, documents
from shanben.cli.files import written

if TYPE_CHECKING:
    from shanben.document import Document


@click.command(
    epilog="""\b
Examples:
  clean-text check a.txt                    would anything change?
  clean-text check --json *.txt | head -n 1 the counts of each rule, for a program
"""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each document.")
@documents
def check(documents: Documents, as_json: bool) -> bool:
    """Say which documents cleaning would change.

    Nothing is written. Exit code 1 if any would change.
    """
    changed = False
    with written(None) as out:
        for name, document in documents:
            summary = _summary(name, document)
            changed |= summary["changed"]
            if as_json:
                out.write(json.dumps(summary, ensure_ascii=False) + "\n")
            elif summary["changed"]:
                counts = ", ".join(f"{rule} {count}" for rule, count in summary["rules"].items())
                out.write(f"{name}: {summary['edits']} changes: {counts}\n")
    return changed


def _summary(name: str, document: Document) -> dict[str, Any]:
    counts = Counter(edit.rule for edit in document.edits)
    return {
        "path": name,
        "status": document.status,
        "reason": document.reason,
        "changed": bool(counts),
        "edits": counts.total(),
        "rules": dict(counts.most_common()),
        "flags": sorted({flag.name for flag in document.flags}),
    }
