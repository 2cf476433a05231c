"""Every option of the cleaner, with its meaning."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Self

from shanben.errors import ConfigError, cause_of

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "script": ("dominant", "keep", "hans", "hant", "hant-tw", "hant-hk"),
    "punctuation": ("cjk", "keep"),
    "width": ("words", "keep", "dominant", "ascii"),
    "boilerplate": ("drop", "keep"),
    "spam": ("lines", "pages"),
    "provenance": ("map", "none", "full"),
    "format": ("text", "markdown"),
}
PRESETS: Final[dict[str, dict[str, str]]] = {
    "corpus": {},
    "archive": {"script": "keep", "punctuation": "keep", "provenance": "full"},
    "search": {"script": "hans", "width": "ascii", "provenance": "none"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How a document is cleaned. The defaults are those of the preset "corpus".

    script:
        "dominant" makes strays and machine-converted passages follow the document's own main script, and leaves a
        document in one script alone; "keep" changes nothing; "hans", "hant", "hant-tw", "hant-hk" convert all of it.
    punctuation:
        "cjk" restores fullwidth marks between ideographs where the document itself shows that they were flattened;
        "keep" changes none.
    width:
        "words" writes in ASCII the words whose letters and digits are of both widths, and halfwidth kana in full;
        "dominant" also the fullwidth letters and digits of a document that writes most of its own in ASCII; "ascii" all of
        them; "keep" changes none.
    boilerplate:
        "drop" takes out the lines that are not title or body; "keep" labels them and leaves them in.
    spam:
        "lines" takes injected advertising out of a text; with "pages" a page that holds more of it than of text gets the
        status "dropped".
    provenance:
        What a record says of the way from source to text: "none", "map" (where each change was) or "full" (and what
        was removed, so that the record alone restores the source).
    format:
        "text" writes each paragraph as a line; "markdown" also marks the headings, lists, quotations, tables, code, links
        and emphasis of an HTML page.
    rules:
        Paths of rule files (TOML) that are used beside the library's own.
    sites:
        Path of a file of site profiles (`shanben.sites`): what a site repeats from page to page goes. "" is none.

    Raises:
        ConfigError: a value is not one of the above.

    >>> Config(script="hans").punctuation
    'cjk'
    >>> Config(script="simplified")
    Traceback (most recent call last):
        ...
    shanben.errors.ConfigError: script="simplified" is not known; it is one of dominant, keep, hans, hant, hant-tw, hant-hk
    """

    script: str = "dominant"
    punctuation: str = "cjk"
    width: str = "words"
    boilerplate: str = "drop"
    spam: str = "lines"
    provenance: str = "map"
    format: str = "text"
    rules: tuple[str, ...] = ()
    sites: str = ""

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            value = getattr(self, name)
            if value not in choices:
                raise ConfigError(f"{name}={json.dumps(value, default=repr)} is not known; it is one of {', '.join(choices)}")
        if isinstance(self.rules, str) or not all(isinstance(path, str | Path) for path in self.rules):
            raise ConfigError(f"rules={self.rules!r} is not a list of paths")
        object.__setattr__(self, "rules", tuple(str(path) for path in self.rules))
        if not isinstance(self.sites, str | Path):
            raise ConfigError(f"sites={self.sites!r} is not a path")
        object.__setattr__(self, "sites", str(self.sites))

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """The configuration that a mapping describes: a preset, if it names one, and options on top.

        Raises:
            ConfigError: an option or a value is not known.

        >>> Config.of({"preset": "archive", "script": "hans"}).provenance
        'full'
        """
        preset = options.get("preset", "corpus")
        if preset not in PRESETS:
            raise ConfigError(f"preset={json.dumps(preset, default=repr)} is not known; it is one of {', '.join(PRESETS)}")
        known = [field.name for field in fields(cls)]
        for name in options:
            if name != "preset" and name not in known:
                near = get_close_matches(str(name), known, 1)
                raise ConfigError(
                    f"no option {name!r}" + (f"; is {near[0]!r} meant?" if near else f"; known: {', '.join(known)}")
                )
        return cls(**{**PRESETS[preset], **{name: value for name, value in options.items() if name != "preset"}})

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """The configuration in a TOML file: its table `[shanben]`, or the whole file if it has none.

        Raises:
            ConfigError: the file cannot be read, is not TOML, or an option or value is not known.
        """
        try:
            content = tomllib.loads(Path(path).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ConfigError(f"{path}: {cause_of(error)}") from error
        options = content.get("shanben", content)
        try:
            return cls.of(options if isinstance(options, dict) else {"shanben": options})
        except (ConfigError, TypeError) as error:
            raise ConfigError(f"{path}: {error}") from error

    def but(self, **options: Any) -> Self:
        """This configuration with some options changed."""
        return replace(self, **options)

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that are the same for the same options."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]
