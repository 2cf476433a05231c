"""Script: speed beside the package opencc, loading, and how machine-converted text is told: python tests/bench/script.py WHAT.

speed                     MB/s of UTF-8, both engines in turns so that a busy machine harms both; the best of many runs
many                      the same for texts of 300 characters, one call for all of them
load                      time and memory for the tables
converted SIMPLE NATIVE   the area under the ROC curve for documents of 300 and 1,000 ideographs. Two files with a paragraph on
                          each line: Simplified, which is converted in several ways, and native of Taiwan. Measured with the
                          help of LibreOffice 7.4, zh-CN and zh-TW (Debian's libreoffice-help-zh-cn and -zh-tw, MPL-2.0).
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from shanben.scan import HAN, Scan
from shanben.stages.script import convert, convert_many, profile
from shanben.stages.script.dictionaries import candidates, configuration
from shanben.stages.script.origin import Origin
from shanben.stages.script.table import table

SENTENCES = (
    "巷口的旧书摊开了三十年，摊主姓陈。", "她把头发吹干以后，才想起厨房里的汤。", "会议决定把这项制度再推行一年，以后的事以后再说。",
    "雨停了，孩子们跑到河边放风筝。", "这台机器每分钟能印两百张，声音却不大。", "他在图书馆复印了几页，回家慢慢读。",
    "山里的空气干净，只是路不好走。", "老人说，今年的雨水比往年多一些。", "电影散场后，街上只剩下几家面馆还亮着灯。",
)  # fmt: skip


def text(to: str, size: int) -> str:
    """Simplified or (for the way back) Traditional prose, so many characters, with line breaks."""
    rng = random.Random(0)
    made = [rng.choice(SENTENCES) + rng.choice(("", "", "\n")) for _ in range(size // 10)]
    simplified = "".join(made)[:size]
    return convert(simplified, "hant-tw").text if to == "hans" else simplified


def in_turns(functions: list[Callable[[], object]], runs: int) -> list[float]:
    """The shortest processor time of each function, in seconds."""
    times = [9e9] * len(functions)
    for _ in range(runs):
        for number, function in enumerate(functions):
            start = time.process_time()
            function()
            times[number] = min(times[number], time.process_time() - start)
    return times


def speed() -> None:
    from opencc import OpenCC

    for to, name in (("hans", "t2s"), ("hant", "s2t")):
        peer = OpenCC(name)
        for size, runs in ((1_700_000, 15), (4000, 200), (300, 2000)):
            sample = text(to, size)
            ours, detected, theirs = in_turns(
                [lambda: convert(sample, to), lambda: profile(sample), lambda: peer.convert(sample)],
                runs,
            )
            mega = len(sample.encode()) / 1e6
            print(
                f"to {to}, {size:8d} characters: {mega / ours:6.0f} MB/s, {theirs / ours:5.2f} times opencc "
                f"({mega / theirs:.0f} MB/s); profile {mega / detected:.0f} MB/s"
            )


def many() -> None:
    from opencc import OpenCC

    for to, name in (("hans", "t2s"), ("hant", "s2t")):
        sample = text(to, 300_000)
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
    lines = [
        [line for line in Path(path).read_text("utf-8").splitlines() if Scan(line).count(HAN) > 12] for path in (simple, native)
    ]
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
