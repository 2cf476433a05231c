"""Every cap has a name, a meaning, and a test that reaches it."""

import ast
from itertools import pairwise
from pathlib import Path

from shanben import limits

CAPS = [name for name in vars(limits) if name.isupper()]
HERE = Path(__file__)


def test_every_cap_is_reached_by_a_test():
    tests = "\n".join(path.read_text("utf-8") for path in HERE.parent.rglob("test_*.py") if path != HERE)
    assert [name for name in CAPS if name not in tests] == []


def test_every_cap_says_what_it_is():
    body = ast.parse(Path(limits.__file__).read_text("utf-8")).body
    told = [
        node.target.id
        for node, after in pairwise(body)
        if isinstance(node, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    ]
    assert sorted(told) == sorted(CAPS)
