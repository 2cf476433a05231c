"""Other engines: the packages that provide the module `opencc`, whichever is installed, behind edits like our own.

Three packages install into the folder `opencc` and overwrite each other, so what runs is told by what lies there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from shanben.edits import Edit, Edits
from shanben.errors import ConfigError

# What tells the packages apart: a module that only this one has.
_PACKAGES = {"opencc.clib": "opencc", "opencc._opencc_pure": "opencc-py", "opencc.opencc": "opencc-python-reimplemented"}
# The engine in C++ refuses lone surrogates, and ends at NUL where it segments.
_REFUSED = re.compile("[\0\ud800-\udfff]")
# Lines of which one is longer than this are compared by their ends only: finding what matches takes quadratic time.
_COMPARED = 2000


def package() -> tuple[str, str]:
    """Name and version of the package that provides the module `opencc`.

    Raises:
        ConfigError: there is none, or one that is not known.
    """
    if find_spec("opencc") is not None:
        for module, name in _PACKAGES.items():
            if find_spec(module) is not None:
                return name, version(name)
    raise ConfigError(f"engine 'opencc' needs one of the packages {', '.join(_PACKAGES.values())}")


def edits(text: str, name: str) -> Edits:
    """What the engine changes in `text` by its configuration `name`, under the rule "script.NAME.PACKAGE-VERSION".

    Raises:
        ConfigError: there is no such engine.
    """
    rule = ".".join(("script", name, "-".join(package())))
    given = _REFUSED.sub("\ufffd", text)
    found, at = [], 0
    for old, new in zip(given.split("\n"), str(_converter(name).convert(given)).split("\n"), strict=True):
        found += [Edit(at + start, at + end, after, rule) for start, end, after in _differences(old, new)]
        at += len(old) + 1
    return Edits.of(text, found)


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC  # noqa: PLC0415 -- optional, and slow to load

    return OpenCC(name)


def _differences(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """What to replace in a line: start, end, by what."""
    if len(old) == len(new):
        yield from ((at, at + 1, b) for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
    elif max(len(old), len(new)) > _COMPARED:
        yield 0, len(old), new
    else:
        for kind, start, end, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind != "equal":
                yield start, end, new[low:high]
