"""The ground floor's speed, each figure beside a plain way to do the same in one run: python tests/bench/core.py.

The text is Chinese, 5 MB of UTF-8, one character in three edited: what converting a whole document costs.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import numpy as np

from shanben.edits import Edits
from shanben.scan import Scan

TEXT = "巷口的舊書攤開了三十年，攤主姓陳。\n" * 95_000
SIZE = len(TEXT.encode())


def best(function: Callable[[], object], runs: int = 7) -> float:
    """The least processor time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def report(name: str, ours: Callable[[], object], peer: Callable[[], object], peer_name: str) -> None:
    """One line: MB/s of both, and the ratio."""
    seconds, other = best(ours), best(peer, 3)
    print(
        f"{name:10s} {SIZE / seconds / 1e6:7.0f} MB/s  {other / seconds:6.1f} times {peer_name} ({SIZE / other / 1e6:.0f} MB/s)"
    )


def every_third(text: str) -> Edits:
    """A log that replaces every third character."""
    start = np.arange(0, len(text), 3)
    one = np.ones_like(start)
    return Edits.at(len(text), start, start + 1, one, "漢" * len(start), one - 1, ("bench",))


def by_slices(edits: Edits) -> str:
    """Apply edits by slicing the text."""
    parts, at = [], 0
    for start, end, replacement, _ in edits:
        parts += (TEXT[at:start], replacement)
        at = end
    return "".join(parts) + TEXT[at:]


def main() -> None:
    """Print the figures."""
    edits = every_third(TEXT)
    report("scan", lambda: Scan(TEXT).present, lambda: Counter(TEXT), "collections.Counter")
    report("apply", lambda: edits.apply(TEXT), lambda: by_slices(edits), "slices and join")
    report("compose", lambda: edits.compose(edits), lambda: by_slices(edits), "applying the second log by slices")


if __name__ == "__main__":
    main()
