"""Rules: what a line of chrome, of spam, of a notice looks like, with the examples that test it.

A pack is a TOML file of rules:

    [[rule]]
    id = "zh.nav.top"                  # unique; begins with the pack's language or subject
    label = "nav"                      # one of `LABELS`
    match = '^(?:返回|回到)顶部$'        # a linear regular expression on the folded line (see `shanben.rules.fold`),
    words = ["首页", "登录"]            # or instead of it: the line is made of these words alone
    times = 2                          # with `match`, if wanted: how many times it must match,
    share = 0.2                        # the part of the line that the matches fill at least,
    also = '联系|电话'                  # another expression that must match somewhere in the line,
    without = '警方|法院'               # and one that must not
    weak = true                        # only evidence for the model; without it the rule decides by itself
    why = "Back to the top of the page."
    yes = ["返回頂部"]                  # lines that it must match
    no = ["他们返回顶部的营地。"]         # lines that it must leave alone

A table `[all]` holds what every rule of the file has that does not say otherwise itself. A table `[expressions]` names parts of
expressions; `<name>` stands for such a part.

`load` refuses a rule without examples, one that fails them, and one whose time could grow faster than the line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from shanben.errors import RuleError, cause_of
from shanben.rules.fold import fold
from shanben.rules.known import anchored, hastened
from shanben.rules.pattern import fault

LABELS: Final = (
    "body", "title", "byline", "source", "date", "breadcrumb", "nav", "related", "share", "pagination", "footer",
    "copyright", "licence", "icp", "spam", "other",
)  # fmt: skip
PACKS: Final = ("chinese", "english", "japanese", "notices", "spam")
_FIELDS: Final = {"id", "label", "match", "words", "also", "without", "times", "share", "weak", "why", "yes", "no"}


class Expression:
    """A regular expression that is compiled when it is first needed: most rules never meet a line that they are tried on.

    `anchored`: every match begins where the line begins; else each place of the line would be tried in vain.
    """

    def __init__(self, pattern: str, *, anchored: bool = False) -> None:
        self.pattern, self._anchored = pattern, anchored

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression as `re` has it; `re.error` if it is none."""
        return re.compile(self.pattern)

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """What looks for the first match in a line."""
        return self.compiled.match if self._anchored else self.compiled.search

    @property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """What looks for all matches in a line."""
        return self.compiled.finditer


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `pattern` is None for a rule of `words`, and `finder` finds the same sooner."""

    id: str
    label: str
    pattern: Expression | None
    words: frozenset[str]
    also: Expression | None
    without: Expression | None
    times: int
    share: float
    weak: bool
    why: str
    finder: Expression | None = field(repr=False)
    yes: tuple[str, ...] = field(repr=False)
    no: tuple[str, ...] = field(repr=False)

    def span(self, line: str) -> tuple[int, int] | None:
        """Where a folded line, without space around it, matches."""
        if self.finder is None:
            return (0, len(line)) if made_of(line, self.words) else None
        if self.times == 1 and not self.share:
            found = self.finder.search(line)
            return found.span() if found and self._also(line) else None
        if not self._also(line):
            return None
        spans = [found.span() for found in self.finder.finditer(line)]
        filled = sum(end - start for start, end in spans)
        if len(spans) < self.times or filled < self.share * len(line):
            return None
        return spans[0][0], spans[-1][1]

    def _also(self, line: str) -> bool:
        """Whether the rest of a line is as it must be."""
        if self.without is not None and self.without.search(line):
            return False
        return self.also is None or self.also.search(line) is not None


def made_of(line: str, words: frozenset[str]) -> bool:
    """Whether a folded line is made of `words` alone, with marks, spaces and small numbers between them.

    >>> made_of("[打印] [关闭]", frozenset({"打印", "关闭"})), made_of("打印机", frozenset({"打印"}))
    (True, False)
    """
    if line in words:
        return True
    pieces = re.findall(r"\w{1,30}", line)
    return 0 < len(pieces) <= 60 and (all(piece in words for piece in pieces) or line.strip(" []()|·>:<-") in words)


@cache
def packs() -> tuple[Rule, ...]:
    """The rules that come with the library; their examples are checked by its tests, not at every start."""
    folder = files("shanben.rules")
    return tuple(rule for name in PACKS for rule in _parse(folder.joinpath(f"{name}.toml").read_text("utf-8"), name))


def load(path: str | Path) -> tuple[Rule, ...]:
    """The rules of a file of one's own, every one checked.

    Raises:
        RuleError: the file cannot be read or is not TOML; a rule lacks a field or an example, fails an example, or could
            take more than linear time. The message names the file, the rule and the fault.
    """
    try:
        text = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {cause_of(error)}") from error
    rules = _parse(text, str(path))
    check(rules, str(path))
    return rules


def check(rules: Iterable[Rule], origin: str) -> None:
    """Hold every rule against its examples and against the bound on its time.

    Raises:
        RuleError: as `load` says.
    """
    for rule in rules:
        if not rule.yes or not rule.no:
            raise RuleError(f"{origin}: {rule.id}: needs examples of both kinds, `yes` and `no`")
        for expression in filter(None, (rule.pattern, rule.also, rule.without)):
            if why := _why_not(expression):
                raise RuleError(f"{origin}: {rule.id}: {why}")
        for wanted, examples in ((True, rule.yes), (False, rule.no)):
            for example in examples:
                if (rule.span(fold(example).strip()) is not None) != wanted:
                    raise RuleError(f"{origin}: {rule.id}: {'misses' if wanted else 'matches'} {example!r}")


def _why_not(expression: Expression) -> str | None:
    """Why an expression may not be a rule's."""
    try:
        return expression.compiled and fault(expression.pattern)
    except re.error as error:
        return str(error)


def _parse(text: str, origin: str) -> tuple[Rule, ...]:
    """The rules of a pack's text; their shape is checked, their examples are not."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{origin}: {error}") from error
    parts: dict[str, str] = {}
    for name, part in content.get("expressions", {}).items():
        parts[f"<{name}>"] = _whole(str(part), parts)
    rows = ({**content.get("all", {}), **row} for row in content.get("rule", []))
    rules = tuple(_rule({key: _whole(value, parts) for key, value in row.items()}, origin) for row in rows)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{origin}: {rule.id}: two rules have this id")
        seen.add(rule.id)
    return rules


def _whole(value: Any, parts: dict[str, str]) -> Any:
    """An expression with its named parts in their places; other values as they are."""
    if isinstance(value, str):
        for name, part in parts.items():
            value = value.replace(name, f"(?:{part})")
    return value


def _rule(row: dict[str, Any], origin: str) -> Rule:
    name = row.get("id", "a rule without id")
    wrong = row.keys() - _FIELDS
    lacking = {"id", "label", "why"} - row.keys()
    if wrong or lacking or ("match" in row) == ("words" in row):
        raise RuleError(
            f"{origin}: {name}: has {sorted(wrong) or 'no'} unknown fields, lacks {sorted(lacking) or 'none'}; "
            "takes one of `match` and `words`"
        )
    if row["label"] not in LABELS:
        raise RuleError(f"{origin}: {name}: {row['label']!r} is not a label")
    try:
        pattern, also, without = (Expression(row[key]) if row.get(key) else None for key in ("match", "also", "without"))
        return Rule(
            id=name, label=row["label"], pattern=pattern, words=frozenset(map(str, row.get("words", ()))), also=also,
            without=without, times=int(row.get("times", 1)), share=float(row.get("share", 0)), weak=bool(row.get("weak", False)),
            why=str(row["why"]), finder=pattern and Expression(hastened(row["match"]), anchored=anchored(row["match"])),
            yes=tuple(map(str, row.get("yes", ()))), no=tuple(map(str, row.get("no", ()))),
        )  # fmt: skip
    except (re.error, TypeError, ValueError) as error:
        raise RuleError(f"{origin}: {name}: {error}") from error
