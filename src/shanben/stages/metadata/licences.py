"""Creative Commons notices, links and short forms, as SPDX identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_TERMS: Final = r"(?P<{0}>by(?:[-_ ]n[cd])?(?:[-_ ](?:n[cd]|sa))?)"
_PATTERNS: Final = (
    re.compile(r"creativecommons\.org/licenses/" + _TERMS.format("terms") + r"/(?P<version>\d\.\d)"),
    re.compile(r"(?<![a-z])cc[- ]{0,2}" + _TERMS.format("terms") + r"[- ]{0,2}(?P<version>\d\.\d)(?!\d)"),
    re.compile(r"(?<![a-z])cc[- ]{0,2}(?P<version>\d\.\d)[- ]{0,2}" + _TERMS.format("terms") + r"(?![a-z])"),
)
_ZERO: Final = re.compile(r"creativecommons\.org/publicdomain/zero/1\.0|(?<![a-z])cc0[- ]?1\.0|(?<![a-z])cc0(?![a-z0-9])")
_KNOWN: Final = frozenset(
    f"CC-{terms}-{version}"
    for terms in ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
    for version in ("1.0", "2.0", "2.5", "3.0", "4.0")
)


def licences_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (SPDX identifier, start, end) of each Creative Commons licence that a folded text names with its version.

    >>> list(licences_in("本作品采用 cc by-nc-sa 4.0 许可"))
    [('CC-BY-NC-SA-4.0', 6, 21)]
    """
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            terms = re.sub("[_ ]", "-", found["terms"]).upper()
            identifier = f"CC-{terms}-{found['version']}"
            if identifier in _KNOWN:
                yield identifier, found.start(), found.end()
    for found in _ZERO.finditer(text):
        yield "CC0-1.0", found.start(), found.end()
def read_licences(view): return ()
