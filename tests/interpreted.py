"""A kernel as it runs where there is no compiler."""

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import shanben.kernels
from shanben.kernels import tree

COMPILED = not tree.__file__.endswith(".py")


def interpreted(name: str) -> ModuleType:
    """The module of a kernel, read from its source even where it is compiled."""
    path = str(Path(shanben.kernels.__file__).with_name(f"{name}.py"))
    loader = SourceFileLoader(f"interpreted.{name}", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module
