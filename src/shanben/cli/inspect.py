"""`clean-text inspect`: what kind of document is this?"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from shanben.cli.documents import Documents, documents
from shanben.cli.files import written
from shanben.names import why, why_flag

if TYPE_CHECKING:
    from shanben.document import Document


@click.command(
    epilog="""\b
Examples:
  clean-text inspect page.html          encoding, script, damage and flags
  clean-text inspect --json page.html   the same for a program
"""
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each document.")
@documents
def inspect(documents: Documents, as_json: bool) -> None:
    """Tell encoding, script, damage and flags, and write no text."""
    with written(None) as out:
        for name, document in documents:
            told = _told(name, document)
            out.write(json.dumps(told, ensure_ascii=False) + "\n" if as_json else _as_text(told))


def _told(name: str, document: Document) -> dict[str, Any]:
    damage = Counter(edit.rule for edit in document.edits if edit.rule.startswith("repair."))
    script = document.script
    return {
        "path": name,
        "status": document.status,
        "reason": document.reason,
        "media_type": document.source.media_type,
        "bytes": document.source.size,
        "decode": document.decoded.to_dict(),
        "script": script and {"script": script.script, "dominant": script.dominant, "region": script.region},
        "damage": dict(damage.most_common()),
        "flags": dict(Counter(flag.name for flag in document.flags)),
        "labels": dict(Counter(line.label for line in document.lines)),
    }


def _as_text(told: dict[str, Any]) -> str:
    decode, script = told["decode"], told["script"] or {}
    rows = [
        f"status    {told['status']}" + (f": {told['reason']}" if told["reason"] else ""),
        f"source    {told['media_type'] or 'unknown'}, {told['bytes']} bytes",
        f"encoding  {decode['encoding'] or 'text'} ({decode['method']}), {len(decode['errors'])} errors",
        f"script    {script.get('script', 'unknown')}" + (f", {script['region']}" if script.get("region") else ""),
        f"lines     {_counts(told['labels'])}",
        *(f"damage    {rule} {count}: {why(rule)}" for rule, count in told["damage"].items()),
        *(f"flag      {flag} {count}: {why_flag(flag)}" for flag, count in told["flags"].items()),
    ]
    return "".join([f"{told['path']}\n", *(f"  {row}\n" for row in rows)])


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"
