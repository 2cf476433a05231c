"""The cases of fixtures/cases: data that says what must come out of a call, and why."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shanben

FOLDER = Path(__file__).parent.parent / "fixtures" / "cases"
KEYS = {"call", "input", "bytes", "output", "options", "config", "why", "origin", "flags"}
CALLS = ("repair", "clean", "label_lines", "decode", "convert", "script_of")


@dataclass(frozen=True)
class Case:
    """One case: `call` of `input` (text, or bytes) gives `output`; without one the input must stay as it is."""

    name: str
    call: str
    input: str | bytes
    output: Any
    why: str
    origin: str
    options: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] | None = None
    flags: list[str] | None = None

    def __str__(self) -> str:
        return self.name


def load(kind: str) -> list[Case]:
    """All cases of a folder: wild, negative, synthetic or known-failures."""
    return [case for path in sorted((FOLDER / kind).glob("*.toml")) for case in load_file(path)]


def load_file(path: Path) -> list[Case]:
    cases = []
    for number, row in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1):
        name = f"{path.parent.name}/{path.stem}-{number}"
        unknown = set(row) - KEYS
        assert not unknown, f"{name}: unknown keys {unknown}"
        assert row.get("call") in CALLS, f"{name}: call must be one of {CALLS}"
        assert row.get("why") and row.get("origin"), f"{name}: a case says why it is there and where its kind comes from"
        source = bytes.fromhex(row["bytes"]) if "bytes" in row else row["input"]
        rest = {key: row[key] for key in ("options", "config", "flags") if key in row}
        cases.append(Case(name, row["call"], source, row.get("output", source), row["why"], row["origin"], **rest))
    return cases


def outcome(case: Case) -> tuple[Any, list[str]]:
    """What the call gives, in the form that cases are written in, and the names of its flags."""
    options = dict(case.options)
    if case.config is not None:
        options["config"] = shanben.Config.of(case.config)
    result = getattr(shanben, case.call)(case.input, **options)
    flags = sorted({flag.name for flag in getattr(result, "flags", ())})
    if case.call == "label_lines":
        return [line.label for line in result], flags
    return (result.script if case.call == "script_of" else result.text), flags
