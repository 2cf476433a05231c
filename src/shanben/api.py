"""The public surface: what `import shanben` offers."""

from __future__ import annotations

from functools import cache
from typing import Any

from shanben.cleaner import Cleaner
from shanben.config import Config
from shanben.decoded import Decoded
from shanben.document import (
    Change,
    Document,
    Doubt,
    Flag,
    Metadata,
    Notice,
    Revision,
    ScriptProfile,
    restore,
)
from shanben.edits import Edit, Edits
from shanben.errors import (
    ConfigError,
    EditError,
    LimitError,
    RecordError,
    RuleError,
    RunError,
    ShanbenError,
    SourceError,
)
from shanben.labelled import Line
from shanben.stages.decode import decode
from shanben.stages.script import convert, convert_many
from shanben.stages.script import profile as script_of
from shanben.version import __version__

__all__ = [
    "Change",
    "Cleaner",
    "Config",
    "ConfigError",
    "Decoded",
    "Document",
    "Doubt",
    "Edit",
    "EditError",
    "Edits",
    "Flag",
    "LimitError",
    "Line",
    "Metadata",
    "Notice",
    "RecordError",
    "Revision",
    "RuleError",
    "RunError",
    "ScriptProfile",
    "ShanbenError",
    "SourceError",
    "__version__",
    "clean",
    "convert",
    "convert_many",
    "decode",
    "label_lines",
    "repair",
    "restore",
    "script_of",
]


@cache
def _cleaner(config: Config | None) -> Cleaner:
    return Cleaner(config)


def clean(
    source: Any,
    *,
    url: str | None = None,
    media_type: str | None = None,
    encoding: str | None = None,
    config: Config | None = None,
) -> Document:
    """Clean one document; see `Cleaner.clean`.

    >>> clean(b"<html><title>T</title><body><p>Fish &amp; chips.</p></body></html>").text
    'Fish & chips.'
    """
    return _cleaner(config).clean(source, url=url, media_type=media_type, encoding=encoding)


def repair(text: str, *, config: Config | None = None) -> Revision:
    """Undo the damage of a text, and nothing else: neither its script nor its typography changes.

    >>> repair("Copyright ? 2020 Example").text
    'Copyright © 2020 Example'
    """
    return _cleaner(config).repair(text)


def label_lines(text: str, *, config: Config | None = None) -> list[Line]:
    """Say of each line that is not blank what it is: body, title, footer, spam …; the text is left as it is.

    >>> [line.label for line in label_lines("京ICP备00000000号-1")]
    ['icp']
    """
    return _cleaner(config).label_lines(text)
