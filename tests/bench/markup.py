"""HTML to lines: speed beside lexbor's parser, and how much of its tree is found: python tests/bench/markup.py [FOLDER].

FOLDER holds pages (*.html); without one the pages of fixtures/pages are joined to some 65,000 characters each. Lexbor parses
in C and tells no positions; the time of `read_markup` is that of blocks, their columns, facts, and the way back to the source.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from selectolax.lexbor import LexborHTMLParser

from shanben.config import Config
from shanben.stages.decode import decode
from shanben.stages.markup import read_markup
from shanben.view import View

HERE = Path(__file__).parent
SIZE = 65_000


def beside_lexbor() -> ModuleType:
    """The comparison that the tests make."""
    path = HERE.parent / "stages" / "test_markup_browser.py"
    spec = importlib.util.spec_from_file_location("beside_lexbor", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(folder: Path | None) -> list[str]:
    """The pages to read."""
    found = [decode(path.read_bytes()).text for path in sorted((folder or HERE.parents[1] / "fixtures" / "pages").glob("*.html"))]
    return found if folder else [(page * (SIZE // len(page) + 1))[:SIZE] for page in found]


def best(function: Callable[[str], object], sources: list[str], runs: int = 7) -> float:
    """Milliseconds of CPU a page, the shortest of several runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        for source in sources:
            function(source)
        times.append(time.process_time() - start)
    return 1000 * min(times) / len(sources)


def main() -> None:
    sources = pages(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    config = Config()
    ours = best(lambda source: read_markup(View.of(source, config, media_type="text/html")), sources)
    lexbor = best(LexborHTMLParser, sources)
    size = sum(map(len, sources)) / len(sources)
    print(f"pages {len(sources)}, characters a page {size:.0f}")
    print(f"read_markup {ours:.2f} ms a page, lexbor's parse alone {lexbor:.2f} ms")
    tree = beside_lexbor()
    characters = placed = alike = 0
    for source in sources:
        (text, around), (other, other_around) = tree.by_us(source), tree.by_lexbor(source)
        characters += len(other)
        placed += len(other) if sorted(text) == sorted(other) else 0
        alike += sum(a == b for a, b in zip(zip(text, around, strict=True), zip(other, other_around, strict=True), strict=False))
    print(f"of {characters} characters of lexbor's texts {placed / characters:.5f} are read")
    print(f"and {alike / characters:.5f} in the same order, in the same blocks, links and bold type")


if __name__ == "__main__":
    main()
