"""The reference, written from the code: `python tests/documentation.py` puts it into docs/, and a test holds it there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click

from shanben import cli
from shanben.names import EDITS, FLAGS, LABELS
from shanben.rules import packs

DOCS = Path(__file__).parent.parent / "docs"
_NOTE = "<!-- Written by tests/documentation.py from the code; change it there. -->"


def commands() -> str:
    """docs/commands.md: the help of every command."""
    parts = ["# The command", _NOTE, "What `--help` says, command by command."]
    for context in _contexts(cli.command, "clean-text"):
        parts += [f"## {context.command_path}", f"```text\n{context.get_help()}\n```"]
    return "\n\n".join(parts) + "\n"


def rules() -> str:
    """docs/rules.md: every name that a record may hold, and every rule of the packs."""
    parts = ["# Rules, flags and labels", _NOTE]
    parts += ["## Rules of edits", "Names are `room.what[.detail]`; a longer name is a case of the shorter one.", _table(EDITS)]
    parts += ["## Flags", "What was seen and left.", _table(FLAGS)]
    parts += ["## Labels of lines", "`body` and `title` stay; a line that goes is an edit by `lines.LABEL`.", _table(LABELS)]
    rows = [(f"`{rule.id}`", rule.label, "evidence" if rule.weak else "decides", _cell(rule.why)) for rule in packs()]
    told = "`clean-text rules show NAME` shows pattern and examples. A rule that is evidence is weighed by the model."
    parts += ["## Rules of the packs", told, _rows(("rule", "label", "weight", "what it is for"), rows)]
    return "\n\n".join(parts) + "\n"


def record() -> str:
    """docs/record.md: the fields of the record, from its JSON Schema."""
    schema = json.loads(files("shanben").joinpath("record.schema.json").read_text("utf-8"))
    rows = [(f"`{name}`", kind, _cell(text)) for name, kind, text in _fields(schema, "")]
    parts = ["# The record", _NOTE, schema["description"]]
    parts += ["The JSON Schema is `record.schema.json` in the package `shanben`.", _rows(("field", "type", "meaning"), rows)]
    return "\n\n".join(parts) + "\n"


PAGES = {"commands.md": commands, "rules.md": rules, "record.md": record}


def _contexts(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    more = {"terminal_width": 100, "max_content_width": 100, **command.context_settings}
    context = click.Context(command, info_name=name, parent=parent, **more)
    yield context
    for word, inner in getattr(command, "commands", {}).items():
        yield from _contexts(inner, word, context)


def _fields(schema: dict, before: str) -> Iterator[tuple[str, str, str]]:
    for name, field in schema.get("properties", {}).items():
        kinds = field.get(
            "type", "list" if "$ref" in field else "one of " + ", ".join(map(json.dumps, field.get("enum", [field.get("const")])))
        )
        yield before + name, " or ".join(kinds) if isinstance(kinds, list) else kinds, field.get("description", "")
        yield from _fields(field, f"{before}{name}.")


def _table(names: dict[str, str]) -> str:
    return _rows(("name", "meaning"), [(f"`{name}`", _cell(text)) for name, text in names.items()])


def _rows(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    for page, written in PAGES.items():
        (DOCS / page).write_text(written(), "utf-8")
