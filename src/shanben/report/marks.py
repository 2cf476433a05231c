"""Marks of the review page made into rules of one's own: lines that should have stayed, and lines that should have gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shanben.api import clean
from shanben.config import Config
from shanben.errors import RuleError
from shanben.rules.fold import fold

_EXAMPLES = 3


def rules_of(marks: Iterable[Mapping[str, Any]], prefix: str = "my") -> str:
    """A rule pack (TOML) from the marks of lines; marks of other changes are passed over.

    Each line that was marked wrong becomes a rule that matches this line alone, which its owner may widen: of the label
    "body" where the line had been dropped, and "other" where it had been kept. Lines that were marked right are its
    examples of what must be left alone.

    Raises:
        RuleError: nothing among the marks is a line marked wrong, or a mark is none.
    """
    try:
        lines = [(mark["verdict"], mark["rule"], _line(mark)) for mark in marks if mark["rule"].startswith(("lines.", "label."))]
    except (KeyError, TypeError, AttributeError) as error:
        raise RuleError(f"this is not a mark of the review page: {error}") from error
    right = [line for verdict, _, line in lines if verdict == "right"]
    wrong = dict.fromkeys((line, rule) for verdict, rule, line in lines if verdict == "wrong" and line)
    if not wrong:
        raise RuleError("no line is marked wrong: there is nothing to make a rule of")
    return "\n".join(_rules(wrong, right, prefix))


def _rules(wrong: Iterable[tuple[str, str]], right: list[str], prefix: str) -> Iterator[str]:
    """The text of each rule."""
    for number, (line, rule) in enumerate(wrong, 1):
        kept = rule in ("label.body", "label.title")
        others = [other for other in right if fold(other).strip() != fold(line).strip()][:_EXAMPLES]
        fields = {
            "id": f"{prefix}.{'drop' if kept else 'keep'}.{number}",
            "label": "other" if kept else "body",
            "match": f"^{re.escape(fold(line).strip())}$",
            "why": f"Marked wrong in review, where it was {rule}.",
            "yes": [line],
            "no": others or [f"{line} {line}"],
        }
        yield "\n".join(["[[rule]]", *(f"{name} = {_toml(value)}" for name, value in fields.items()), ""])


def _line(mark: Mapping[str, Any]) -> str:
    """The line as the rules saw it: without tags and damage."""
    kept = Config(boilerplate="keep", script="keep", punctuation="keep")
    return clean(mark["before"] or "", media_type=mark.get("media_type") or "text/plain", config=kept).text.strip()


def _toml(value: str | list[str]) -> str:
    """A value as TOML writes it; its strings are those of JSON, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
