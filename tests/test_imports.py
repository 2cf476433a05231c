"""Imports run one way: the ground floor knows no room, a room knows no other room and nothing above it."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "shanben"
GROUND = {
    "config",
    "decoded",
    "document",
    "duplicates",
    "edits",
    "errors",
    "fold",
    "iso2022_cn",
    "kernels",
    "labelled",
    "language",
    "limits",
    "memory",
    "reading",
    "rules",
    "scan",
    "sites",
    "spans",
    "tables",
    "version",
    "view",
}
ABOVE = {"cleaner", "cli", "engines", "io", "report", "source"}


def imports(path):
    """The modules of Shanben that a file imports, without the package's own name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "shanben":
            names = [node.module] if node.module != "shanben" else [f"shanben.{alias.name}" for alias in node.names]
            found |= {name.removeprefix("shanben.") for name in names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("shanben.") for alias in node.names if alias.name.startswith("shanben.")}
    return found


def test_the_ground_floor_stands_on_itself():
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        if room in GROUND:
            assert {name.split(".")[0] for name in imports(path)} <= GROUND, path


def test_kernels_know_nothing_of_the_project():
    for path in (SOURCE / "kernels").rglob("*.py"):
        assert all(name.startswith("kernels") for name in imports(path)), path


def test_rooms_know_the_ground_floor_and_themselves():
    for path in (SOURCE / "stages").rglob("*.py"):
        own = ".".join(("stages", *path.relative_to(SOURCE / "stages").parts[:1])).removesuffix(".py")
        for name in imports(path):
            assert name.split(".")[0] in GROUND or name == own or name.startswith(f"{own}."), f"{path} imports {name}"


def test_nothing_imports_the_command():
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] != "cli":
            assert not any(name.split(".")[0] == "cli" for name in imports(path)), path


def test_every_module_has_its_size():
    for path in SOURCE.rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 500, path
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno <= 60, f"{path}: {node.name}"
