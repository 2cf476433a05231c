"""What a whole clean costs on one core, beside three packages one after the other: python tests/bench/clean.py [FILE...].

The packages are charset-normalizer, Beautiful Soup and ftfy, which together do a part of it. Each file is a document; without
any, the pages of `fixtures/pages` and a text made of their paragraphs are taken. Both take turns, so that a busy machine harms
both, and for each document the best of many runs counts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import ftfy
from bs4 import BeautifulSoup
from charset_normalizer import from_bytes

import shanben
from shanben.kernels import tree

RUNS = 15
PAGES = Path(__file__).parents[2] / "fixtures" / "pages"


def together(data: bytes, media_type: str) -> str:
    """The three packages, one after the other."""
    found = from_bytes(data).best()
    text = str(found) if found else data.decode("utf-8", "replace")
    return ftfy.fix_text(BeautifulSoup(text, "html.parser").get_text("\n") if media_type == "text/html" else text)


def documents(names: list[str]) -> dict[str, list[bytes]]:
    """The documents by media type."""
    paths = [Path(name) for name in names] or sorted(PAGES.glob("*.html"))
    pages = [path.read_bytes() for path in paths if path.suffix in {".html", ".htm"}]
    texts = [path.read_bytes() for path in paths if path.suffix not in {".html", ".htm"}]
    if not texts:
        paragraphs = "\n".join(shanben.clean(page, media_type="text/html").text for page in pages)
        texts = [(paragraphs * (4_000 // len(paragraphs) + 1))[:4_000].encode()]
    return {"text/html": pages, "text/plain": texts}


def seconds(function: Callable[[bytes, str], object], data: bytes, media_type: str) -> float:
    """The processor time of one document."""
    start = time.process_time()
    function(data, media_type)
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    cleaner = shanben.Cleaner()
    ours: Callable[[bytes, str], object] = lambda data, media_type: cleaner.clean(data, media_type=media_type)  # noqa: E731  (beside `together`)
    print("kernels:", "interpreted" if tree.__file__.endswith(".py") else "compiled")
    for media_type, some in documents(sys.argv[1:]).items():
        best = {function: [9e9] * len(some) for function in (ours, together)}
        for _ in range(RUNS):
            for at, data in enumerate(some):
                for function, times in best.items():
                    times[at] = min(times[at], seconds(function, data, media_type))
        mine, theirs = (sum(times) for times in best.values())
        print(
            f"{media_type}: {len(some) / mine:6.0f} documents a second, {theirs / mine:5.1f} times as fast as the three together"
        )


if __name__ == "__main__":
    main()
