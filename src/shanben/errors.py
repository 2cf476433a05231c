"""Every exception that Shanben raises on purpose.

    ShanbenError
    ├── SourceError     a source cannot be read, or is of a kind that is not accepted
    ├── LimitError      an input reached a cap of `shanben.limits`
    ├── ConfigError     an option, or a value of one, is wrong
    ├── RuleError       a rule file is wrong
    ├── EditError       edits that do not fit their text
    ├── RecordError     a record is not one, or cannot be restored
    └── RunError        a run over many documents cannot begin or go on

A document that cannot be cleaned does not raise: it comes back with `status` "failed" and a `reason`.
"""

from __future__ import annotations


class ShanbenError(Exception):
    """The root of the tree: `except ShanbenError` catches all that this library raises on purpose."""


class SourceError(ShanbenError):
    """A source cannot be read, or is of a kind that is not accepted."""


class LimitError(ShanbenError):
    """An input reached a cap; the message names the cap and both sizes."""


class ConfigError(ShanbenError, ValueError):
    """An option, or the value of one, is wrong."""


class RuleError(ShanbenError, ValueError):
    """A rule file is wrong; the message names the file, the rule and the fault."""


class EditError(ShanbenError, ValueError):
    """Edits overlap, run backwards, or reach beyond their text."""


class RecordError(ShanbenError, ValueError):
    """A record is not one of ours, or does not hold what was asked of it."""


class RunError(ShanbenError):
    """A run over many documents cannot begin or go on: its folder holds another one, or cannot be written."""


def cause_of(error: Exception) -> str:
    """What an exception says, without the name of the file: the message that quotes it names that already.

    >>> cause_of(FileNotFoundError(2, "No such file or directory", "mine.toml"))
    'No such file or directory'
    """
    return str(getattr(error, "strerror", None) or error)
