import re

import numpy as np
import pytest

from shanben.errors import RuleError
from shanben.rules import PACKS, check, load, packs
from shanben.rules.fold import fold
from shanben.rules.known import row_of, table
from shanben.rules.match import matcher
from shanben.rules.pattern import DIGIT, fault, needles
from shanben.scan import Scan

GOOD = """
[[rule]]
id = "mine.banner"
label = "nav"
match = '^(?:横幅|标语)\\W{0,3}$'
why = "A banner."
yes = ["橫幅！"]
no = ["横幅很长。"]
"""


@pytest.mark.parametrize("rule", packs(), ids=lambda rule: rule.id)
def test_every_shipped_rule_holds_its_examples(rule):
    check([rule], "packs")


def test_what_is_known_of_patterns_is_what_their_trees_tell():
    """Run `python -m shanben.tables.build_rules` if it is not."""
    patterns = {rule.pattern.pattern for rule in packs() if rule.pattern}
    assert {pattern: row for pattern, row in table().items() if row != row_of(pattern)} == {}
    assert len(patterns & table().keys()) > 0.9 * len(patterns)


def test_ids_are_unique_and_packs_are_broad():
    ids = [rule.id for rule in packs()]
    assert len(set(ids)) == len(ids)
    assert len([name for name in ids if name.startswith("zh.")]) >= 25
    assert len(PACKS) == 5


def test_a_file_of_ones_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, "utf-8")
    assert [rule.id for rule in load(path)] == ["mine.banner"]
    assert any(rule.id == "mine.banner" for rule in matcher((str(path),)).rules)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('yes = ["橫幅！"]', "yes = []", "examples"),
        ('no = ["横幅很长。"]', "", "examples"),
        ('yes = ["橫幅！"]', 'yes = ["旗"]', "misses"),
        ('no = ["横幅很长。"]', 'no = ["横幅"]', "matches"),
        ("{0,3}$", "+$", "upper bound"),
        ('label = "nav"', 'label = "junk"', "not a label"),
        ("why =", "because =", "because"),
        ("match = '^", "match = '^(", "missing"),
        ("[[rule]]", "[[rule]", "TOML|Expected"),
        ('label = "nav"', 'label = "nav"\nwords = ["a"]', "one of"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path, old, new, message):
    path = tmp_path / "mine.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(RuleError, match=message):
        load(path)


def test_a_missing_file_and_a_repeated_id(tmp_path):
    with pytest.raises(RuleError, match="nowhere"):
        load(tmp_path / "nowhere.toml")
    path = tmp_path / "twice.toml"
    path.write_text(GOOD * 2, "utf-8")
    with pytest.raises(RuleError, match="two rules"):
        load(path)


@pytest.mark.parametrize(
    "pattern",
    ["a*b", "(?:a|b)+", "(a{1,9}){2,}", r"(\w{1,9})\1", r"\s+$", "(?:a{1,60}a{1,60}){1,60}", "x{0,90}y{0,90}x{0,90}y{0,90}z"],
)
def test_what_could_take_more_than_linear_time_is_refused(pattern):
    assert fault(pattern)


@pytest.mark.parametrize("pattern", ["^a{0,50}b", "(?:[^ |]{1,9}+[ |]{1,4}+){2,40}+$", "^(?:甲|乙|丙){1,9}$", "(?:ab){1,50}"])
def test_what_is_linear_passes(pattern):
    assert fault(pattern) is None


def test_needles_are_in_every_match():
    for rule in packs():
        for found in needles(rule.pattern.pattern) if rule.pattern else ():
            for line in rule.yes:
                match = rule.pattern.search(fold(line).strip())
                matched = re.sub(r"\d", DIGIT, match.group())
                assert any(needle in matched for needle in found.strings), (rule.id, line)


def test_folding_keeps_length_and_joins_scripts_and_widths():
    for text in ("版權所有，ＡＢＣ　「甲」…", '版权所有,abc "甲".', "\ud800x\U0010ffff", ""):
        assert len(fold(text)) == len(text)
    assert fold("版權所有，ＡＢＣ") == fold("版权所有,abc")


def test_a_rule_is_found_by_the_matcher_wherever_its_examples_stand():
    from shanben.edits import codes_of

    rules = matcher()
    for rule in packs():
        for line in rule.yes:
            texts = ["普通的一行。", fold(line).strip(), "又是普通的一行。"]
            sizes = np.array([len(text) for text in texts])
            ends = np.cumsum(sizes + 1) - 1
            hits = rules.find("\n".join(texts), codes_of("\n".join(texts)), ends - sizes, ends)
            same = [hit for hit in hits if hit.line == 1 and (hit.rule.id == rule.id or (rule.words and hit.rule.words))]
            assert same, (rule.id, line)


def test_the_caps_on_patterns_and_lines():
    from shanben.limits import RULE_LINE, RULE_WAYS, RULE_WAYS_ANYWHERE
    from shanben.rules.pattern import fault
    from shanben.stages.lines.text import lines_of

    # `{1,n}` in `{1,n}` is tried in n ways for each of n starts, and a pattern that is anchored may be tried in more.
    def nested(times):
        return f"(?:a{{1,{times}}}b?){{1,{times}}}c"

    assert fault("^" + nested(2)) is None
    assert str(RULE_WAYS) in fault("^(?:a{1,900}b{0,900}){1,900}c")
    assert str(RULE_WAYS_ANYWHERE) in fault("(?:a{1,90}b{0,90}){1,90}c")
    assert RULE_WAYS_ANYWHERE < RULE_WAYS

    line = "版权所有 某某网 未经授权不得转载 "
    for times, met in ((3, True), (RULE_LINE, False)):
        text = (line * times)[: 60 if met else RULE_LINE + 1]
        assert bool(lines_of(Scan(text), matcher()).hits) is met


def test_a_matcher_of_no_rules_finds_nothing():
    from shanben.rules.match import Matcher
    from shanben.stages.lines.text import lines_of

    for text in ("甲乙\n丙", "a", ""):
        assert lines_of(Scan(text), Matcher(())).hits == ()


def test_every_string_that_a_rule_needs_is_found_by_its_gram():
    from shanben.edits import codes_of
    from shanben.rules.grams import Grams
    from shanben.rules.pattern import Needles

    strings = ["版权所有", "返回", "©", "accept all cookies", "may", "共0页", "0000年00月"]
    many = np.full(len(strings), 100)
    grams = Grams([[Needles(frozenset({string}), 0xFFFE)] for string in strings], longest=many, times=np.ones_like(many).tolist())
    text = "\n".join(f"前{string}后" for string in strings).replace("0", "7")
    starts = np.array([0, *(at + 1 for at, character in enumerate(text) if character == "\n")])
    ends = np.array([*(starts[1:] - 1), len(text)])
    assert set(grams.find(codes_of(text), starts, ends)) >= {(at, at) for at in range(len(strings))}


@pytest.mark.parametrize(("line", "rule"), [("更新：२०२४-०१-०२", "zh.date.label"), ("·引用", "zh.nav.words")])
def test_digits_and_separators_of_all_kinds(line, rule):
    from shanben.stages.lines.text import lines_of

    assert rule in {hit.rule.id for hit in lines_of(Scan(line), matcher()).hits}
