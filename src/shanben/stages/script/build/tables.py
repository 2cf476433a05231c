"""What all tables are made with."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from shanben.edits import codes_of, text_of
from shanben.stages.script.dictionaries import configuration, identity
from shanben.stages.script.entries import LONGEST
from shanben.stages.script.table import Table

Words = dict[str, str]

_TABLES = Path(__file__).parents[3] / "tables"


def converter(name: str) -> Callable[[str], str]:
    """OpenCC's conversion of that name."""
    plan = configuration(name)
    return lambda text: plan.edits(text).apply(text)


def pairs(fold: Mapping[str, str]) -> Words:
    """What a table can fold: one character to another one, that is not folded itself."""
    changed = {old: new for old, new in fold.items() if old != new and len(new) == 1}
    results = set(changed.values())
    return {old: new for old, new in changed.items() if old not in results}


def apply(table: Table, text: str) -> str:
    """A text converted by a table."""
    return text_of(table.convert(codes_of(text)))


def needed(fold: Mapping[str, str], words: Mapping[str, str]) -> Words:
    """The entries that a table needs to convert all `words` so: a word is left out where shorter ones say the same."""
    kept: Words = {}
    for size in sorted({len(word) for word in words}):
        table = Table.of(pairs(fold), kept)
        for old, new in words.items():
            if len(old) == size == len(new) and (got := apply(table, old)) != new:
                at = max(0, next(k for k in range(size) if got[k] != new[k]) - LONGEST // 2)
                kept[old[at : at + LONGEST]] = new[at : at + LONGEST]
    return kept


def write(target: str, fold: Words, words: Words) -> None:
    """Write the table of that name, as `shanben.stages.script.table.table` reads it."""
    columns = []
    for size in range(2, LONGEST + 1):
        some = sorted(word for word in words if len(word) == size)
        columns += ["".join(some), "".join(words[word] for word in some)]
    characters = pairs(fold)
    _pack(target, [" ".join(identity()), "".join(characters), "".join(characters.values()), *columns])
    print(f"{target}: {len(characters)} characters, {len(words)} entries")


def write_marks(name: str, words: Mapping[str, str]) -> None:
    """Write words that have marks, as `shanben.stages.script.marks.marks` reads them."""
    rows = {mark: sorted(word for word in words if words[word] == mark) for mark in sorted(set(words.values()))}
    _pack(name, [" ".join(identity()), *(" ".join([mark, *row]) for mark, row in rows.items())])
    print(name + ":", ", ".join(f"{mark} {len(row)} words" for mark, row in rows.items()))


def _pack(name: str, lines: Iterable[str]) -> None:
    (_TABLES / f"script-{name}.bin").write_bytes(zlib.compress("\n".join(lines).encode(), 9))
