r"""What a site repeats: profiles learned from some of its pages, merged, stored, and asked about lines.

A profile holds for each page the hashes of its folded lines, and a sketch by which a second copy of a page is known and left
out: otherwise the text of an article that two pages carry would seem to belong to the site. So profiles made on several
machines can be merged, and how often a line stands on the pages is counted when it is asked for.

>>> sites = Sites()
>>> for article in ("山中的书院每年夏天都要晒书。", "昨夜下了一场大雨，河水涨到了桥面上。", "旧书摊的老板说书多了。"):
...     _ = sites.learn("example.org", f"首页 | 新闻\n{article}")
>>> sites.profile("example.org").pages("首页 | 新闻")
3
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

import numpy as np

from shanben import limits
from shanben.duplicates import Sketch, similarity, sketch
from shanben.errors import ConfigError, cause_of
from shanben.rules.fold import fold

VERSION: Final = 1

LEARNING: Final = {"boilerplate": "keep", "script": "keep", "punctuation": "keep", "provenance": "none", "sites": ""}
"""The options with which pages are cleaned that are learned from: nothing is dropped from them, and nothing converted."""

_ALIKE: Final = 0.6
_LONG: Final = 20
_UNTOLD: Final = re.compile(r"[\s\d]+")


def line_key(folded: str) -> int:
    """The hash of a folded line: 52 bits, so that JSON holds it exactly. Space and digits (dates, counters) do not tell in it.

    >>> line_key("阅读 12 次") == line_key("阅读345次")
    True
    """
    told = _UNTOLD.sub("", folded).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big") >> 12


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What is kept of one page: the keys of its lines, and the sketch of its long lines."""

    lines: frozenset[int]
    sketch: Sketch

    @classmethod
    def of(cls, text: str) -> Self:
        """The page that a text was, with nothing dropped from it."""
        lines = [line for line in (line.strip() for line in fold(text).split("\n")) if line][: limits.SITE_LINES]
        long = "\n".join(line for line in lines if len(line) >= _LONG)
        return cls(frozenset(map(line_key, lines)), sketch(long or "\n".join(lines)))


@dataclass
class Profile:
    """The pages of one site, up to `limits.SITE_PAGES`: the first that were learned, without copies."""

    held: list[Page] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.held)

    def add(self, page: Page) -> bool:
        """Take in a page; False if it is a copy of one that is held, or if there are enough."""
        if len(self.held) >= limits.SITE_PAGES or any(similarity(page.sketch, other.sketch) >= _ALIKE for other in self.held):
            return False
        self.held.append(page)
        self.__dict__.pop("counts", None)
        return True

    @cached_property
    def counts(self) -> Counter[int]:
        """For each key the number of pages that hold the line."""
        return Counter(key for page in self.held for key in page.lines)

    def pages(self, line: str) -> int:
        """On how many pages a line stands."""
        return self.counts[line_key(fold(line).strip())]


class Sites:
    """Profiles of sites, by host or by any key."""

    def __init__(self) -> None:
        self.profiles: dict[str, Profile] = {}

    def learn(self, site: str, text: str) -> bool:
        """Learn from the text of one page, with nothing dropped from it; False if that page says nothing new."""
        return self.add(site, Page.of(text))

    def add(self, site: str, page: Page) -> bool:
        """Take in a page of a site; False if it says nothing new."""
        return self.profiles.setdefault(site, Profile()).add(page)

    def merge(self, others: Iterable[Sites]) -> None:
        """Take in what others have learned."""
        for other in others:
            for site, profile in other.profiles.items():
                for page in profile.held:
                    self.add(site, page)

    def profile(self, site: str | None) -> Profile:
        """The profile of a site; an empty one if it is not known."""
        return self.profiles.get(site or "", Profile())

    def to_json(self) -> str:
        """The profiles as JSON."""
        rows = {
            site: [[sorted(page.lines), base64.b64encode(page.sketch.astype("<u4").tobytes()).decode()] for page in profile.held]
            for site, profile in sorted(self.profiles.items())
        }
        return json.dumps({"v": VERSION, "sites": rows}, separators=(",", ":")) + "\n"

    def save(self, path: str | Path) -> None:
        """Write the profiles as JSON."""
        Path(path).write_text(self.to_json(), "utf-8")

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read profiles that `save` wrote.

        Raises:
            ConfigError: the file cannot be read, or is not one of profiles.
        """
        sites = cls()
        try:
            content = json.loads(Path(path).read_text("utf-8"))
            if content["v"] != VERSION:
                raise ValueError(f"version {content['v']} is not known")
            for site, pages in content["sites"].items():
                held = [Page(frozenset(lines), _sketch(text)) for lines, text in pages]
                sites.profiles[site] = Profile(held)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigError(f"{path}: no profiles of sites: {cause_of(error)}") from error
        return sites


@cache
def loaded(path: str) -> Sites:
    """The profiles of a file, read once.

    Raises:
        ConfigError: as `Sites.load`.
    """
    return Sites.load(path)


def site_of(url: str | None) -> str | None:
    """The host of a URL, without "www." and the port; None if it has none.

    >>> site_of("https://www.Example.org:8080/a"), site_of("a.html")
    ('example.org', None)
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _sketch(text: str) -> Sketch:
    return np.frombuffer(base64.b64decode(text, validate=True), "<u4").astype(np.uint32)
