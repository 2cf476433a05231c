"""Packages that only some files need: imported when they are needed, and named when they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from shanben.errors import ConfigError

_EXTRAS: Final = {
    "pyarrow": "arrow",
    "zstandard": "zstd",
    "fastwarc": "warc",
    "ray": "ray",
    "pyspark": "spark",
    "datatrove": "datatrove",
}


def needed(module: str) -> Any:
    """The module of that name.

    Raises:
        ConfigError: it is not installed; the message says how to install it.

    >>> needed("json.decoder").JSONDecodeError.__name__
    'JSONDecodeError'
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ConfigError(f"this needs {package}: pip install 'shanben[{_EXTRAS.get(package, package)}]'") from error
