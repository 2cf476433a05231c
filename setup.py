"""The kernels, of which `pyproject.toml` cannot tell: compiled where there is a C compiler, and run as they are elsewhere."""

from Cython.Build import cythonize
from setuptools import Extension, setup

setup(
    ext_modules=cythonize(
        [Extension("shanben.kernels.*", ["src/shanben/kernels/[!_]*.py"], optional=True)],
        build_dir="build",
        language_level=3,
        compiler_directives={"annotation_typing": False, "boundscheck": True, "wraparound": False},
    )
)
