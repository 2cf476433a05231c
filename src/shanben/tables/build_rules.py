"""Build rules.json.z: what the parse trees of the packs' patterns tell (see `shanben.rules.known`).

    python -m shanben.tables.build_rules

To be run after a pack, or what is read from patterns, has changed; without it the library is right, and slower to start.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from shanben.rules import packs
from shanben.rules.known import row_of, table


def main() -> None:
    """Write rules.json.z beside this file."""
    table().clear()  # what it held may be of another form
    patterns = sorted({part.pattern for rule in packs() for part in (rule.pattern, rule.also) if part})
    text = json.dumps({pattern: row_of(pattern) for pattern in patterns}, ensure_ascii=False, separators=(",", ":"))
    Path(__file__).with_name("rules.json.z").write_bytes(zlib.compress(text.encode(), 9))


if __name__ == "__main__":
    main()
