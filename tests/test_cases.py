"""Every case of fixtures/cases holds; those of known-failures fail, and are told when they no longer do."""

import pytest

from cases import load, outcome


@pytest.mark.parametrize("case", [case for kind in ("wild", "negative", "synthetic") for case in load(kind)], ids=str)
def test_case(case):
    result, flags = outcome(case)
    assert result == case.output, case.why
    if case.flags is not None:
        assert flags == case.flags


@pytest.mark.parametrize("case", load("known-failures"), ids=str)
@pytest.mark.xfail(strict=True)
def test_known_failure(case):
    assert outcome(case)[0] == case.output


def test_negatives_stay():
    assert all(case.output == case.input or case.call in ("label_lines", "script_of") for case in load("negative"))
