"""The kernels, of which `pyproject.toml` cannot tell: compiled where there is a C compiler, and run as they are elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

BUILD = Path("build")
SHARED = "shanben.kernels._shared"  # what Cython needs of memory views, compiled once and not for every kernel


class BuildWhatCompiles(build_ext):
    """No kernel that cannot be compiled stops the installation: it runs without, and slower."""

    def build_extension(self, ext: Extension) -> None:
        """Compile one extension, or warn."""
        try:
            super().build_extension(ext)
        except Exception as error:  # no compiler, none that works, no headers: each tells it in its own way
            self.warn(f"{ext.name} is not compiled, and will be slow: {error}")


def extensions() -> list[Extension]:
    """One extension for each kernel, and the one that they share."""
    BUILD.mkdir(exist_ok=True)
    shared = BUILD / "_shared.c"
    subprocess.run([sys.executable, "-m", "cython", f"--generate-shared={shared}"], check=True)
    kernels = cythonize(
        [Extension("shanben.kernels.*", ["src/shanben/kernels/[!_]*.py"], optional=True)],
        build_dir=str(BUILD),
        language_level=3,
        compiler_directives={"annotation_typing": False, "boundscheck": True, "wraparound": False},
        shared_utility_qualified_name=SHARED,
    )
    return [Extension(SHARED, [str(shared)], optional=True), *kernels]


setup(
    ext_modules=extensions(),
    cmdclass={"build_ext": BuildWhatCompiles},
    options={"build_ext": {"parallel": os.cpu_count()}},
)
