"""The kernel of the grams: the same compiled and not, and no rule is missed that matches a line."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interpreted import interpreted
from shanben.edits import codes_of
from shanben.kernels import grams
from shanben.rules import packs
from shanben.rules.fold import fold
from shanben.rules.match import matcher

_EXAMPLES = sorted({fold(line).strip() for rule in packs() for line in rule.yes + rule.no if "\n" not in line})


@given(st.lists(st.sampled_from(_EXAMPLES) | st.text("转载版权所有a1 ", min_size=1), min_size=1, max_size=8))
def test_compiled_and_interpreted_find_the_same(lines: list[str]) -> None:
    size = np.array([len(line) for line in lines])
    end = size.cumsum() + np.arange(len(lines))
    arguments = (codes_of("\n".join(lines)).data, (end - size).data, end.data, *matcher().grams._tables)
    assert grams.hit_lines(*arguments) == interpreted("grams").hit_lines(*arguments)


def test_every_rule_is_asked_about_its_examples() -> None:
    rules = matcher()
    for at, rule in enumerate(rules.rules):
        for example in map(str.strip, map(fold, rule.yes)):
            if rule.pattern and at not in rules.always:
                asked = rules.grams.find(codes_of(example), np.array([0]), np.array([len(example)]))
                assert (0, at) in asked, (rule.id, example)
