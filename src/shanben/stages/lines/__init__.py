r"""Lines: what each line of a text is, and the removal of those that are not the text.

`label_lines` says what every non-blank line is; `drop_lines` takes out what is neither body nor title. Between the two
stands the stage that reads metadata from the lines that go.

>>> from shanben.config import Config
>>> from shanben.view import View
>>> view = View.of("今天天气很好，我们去公园。\n转载请注明出处", Config())
>>> view = view.after(label_lines(view))
>>> [line.label for line in view.lines]
['body', 'copyright']
>>> view.after(drop_lines(view)).text
'今天天气很好，我们去公园。'
"""

from __future__ import annotations

from shanben.document import Flag
from shanben.labelled import Labelled
from shanben.rules.match import matcher
from shanben.spans import Spans
from shanben.stages.lines.decide import decide, decide_page, decisive, labels
from shanben.stages.lines.drop import drop_lines
from shanben.stages.lines.head import head_of
from shanben.stages.lines.listing import is_list
from shanben.stages.lines.text import Lines, lines_of
from shanben.view import Outcome, View

__all__ = ["drop_lines", "label_lines"]


def label_lines(view: View) -> Outcome:
    """A label, a score and its reasons for every non-blank line of the view's text.

    Raises:
        RuleError: a rule file of the configuration is wrong.
    """
    lines = lines_of(view.scan, matcher(tuple(view.config.rules)))
    if not len(lines):
        return Outcome(lines=())
    flags = []
    if view.blocks is None:
        stays, score = decide(lines)
    else:
        stays, score = decide_page(lines, view.blocks, head_of(view.facts))
        if is_list(lines, view.blocks, stays):
            flags.append(Flag("page.list", int(lines.start[0]), int(lines.end[-1])))
    labelled = Labelled(Spans(lines.start, lines.end), labels(lines, stays), score.round(3).tolist(), _reasons(lines))
    return Outcome(lines=labelled, flags=[*flags, *_injected(lines, stays.tolist())])


def _injected(lines: Lines, stays: list[bool]) -> list[Flag]:
    """A flag for each advertised name that stands inside a line of the text: no line can be taken out for it."""
    flags = []
    for hit in lines.hits:
        if hit.rule.id == "spam.injected" and stays[hit.line] and (span := hit.rule.span(lines.texts[hit.line])):
            start = int(lines.start[hit.line])
            flags.append(Flag("spam.injected", start + span[0], start + span[1]))
    return flags


def _reasons(lines: Lines) -> list[tuple[str, ...]]:
    """For each line the names of the rules that it met, those that decide first."""
    found: list[tuple[str, ...]] = [()] * len(lines)
    for hit in sorted(lines.hits, key=lambda hit: (not decisive(hit), -hit.cover)):
        found[hit.line] = (*found[hit.line], hit.rule.id)
    return found
