"""Packages that only some files need: imported when they are needed, and named when they are missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
_ARROW_POOL: Final = "ARROW_DEFAULT_MEMORY_POOL"


def needed(module: str) -> Any:
    """The module of that name.

    Raises:
        ConfigError: it is not installed; the message says how to install it.

    >>> needed("json.decoder").JSONDecodeError.__name__
    'JSONDecodeError'
    """
    try:
        with _frugal_arrow():
            return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ConfigError(f"this needs {package}: pip install 'shanben[{_EXTRAS.get(package, package)}]'") from error


@contextmanager
def _frugal_arrow() -> Iterator[None]:
    """Have pyarrow, if it is imported here for the first time, take its memory from the system.

    Its own allocators keep what they freed: tens of megabytes more, and growing, after some row groups (mimalloc of pyarrow 26).
    """
    if _ARROW_POOL in os.environ or "pyarrow" in sys.modules:
        yield
        return
    os.environ[_ARROW_POOL] = "system"
    try:
        yield
    finally:
        del os.environ[_ARROW_POOL]
