"""HTML to lines: the text of a page, what its markup says of every line, and the facts of its head.

A page is cut into text and tokens, and the tokens make a tree, by two kernels (`kernels.tokens` and `kernels.tree`), which are
told what each element is (`elements`) and what its attributes may say (`words`, `styles`); the tree tells which characters are
shown and where lines break (`page`, `layout`). Since the text is chosen from the source and never copied out of a parser, every
character keeps its place by construction. `columns` and `facts` read what else the page says.

`write_markdown` is a second stage, for the end of the way: it marks the structure of what is left (`markdown`, `marks`,
`inline`).
"""

from __future__ import annotations

from shanben.document import Flag
from shanben.scan import Scan
from shanben.spans import Spans
from shanben.stages.markup.columns import columns_of
from shanben.stages.markup.facts import facts_of
from shanben.stages.markup.inline import inline_facts
from shanben.stages.markup.layout import Layout
from shanben.stages.markup.markdown import write_markdown
from shanben.stages.markup.page import Page
from shanben.view import Blocks, Outcome, View

__all__ = ["read_markup", "write_markdown"]


def read_markup(view: View) -> Outcome:
    """Turn HTML source into the page's text, one block a line; text of another media type passes.

    Blocks tell spans of the new text, facts and flags spans of the source.

    Raises:
        LimitError: the page has more tags than `limits.MARKUP_TOKENS`.
    """
    if view.media_type != "text/html":
        return Outcome()
    page = Page(view.scan)
    layout = Layout(page)
    flags = [Flag("markup.depth", 0, len(view.text))] if page.too_deep else []
    facts = facts_of(page, layout)
    if view.config.format == "markdown":
        facts += inline_facts(page)
    return Outcome(
        edits=layout.edits,
        flags=flags,
        blocks=Blocks(Spans(layout.lines["start"], layout.lines["end"]), columns_of(layout)),
        facts=facts,
        scan=Scan.of(layout.codes),
    )
