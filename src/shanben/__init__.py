r"""Shanben: clean, normalised text from crawled documents, with the provenance of every character.

>>> import shanben
>>> document = shanben.clean("版權所有 © 某某網\n\n春天來了,萬物生長。")
>>> document.text
'春天來了,萬物生長。'

The names are those of `shanben.api`, which is loaded when the first of them is asked for: `clean-text --help` needs none.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shanben.api import *  # noqa: F403
else:

    def __getattr__(name: str) -> Any:
        if find_spec(f"shanben.{name}") is None:  # `from shanben import scan` asks here before it imports the module
            api = import_module("shanben.api")
            if name == "__all__" or name in api.__all__:
                return globals().setdefault(name, getattr(api, name))
        raise AttributeError(f"module 'shanben' has no attribute {name!r}")

    def __dir__() -> list[str]:
        return [*globals(), *import_module("shanben.api").__all__]
