"""A document of rows, and what is read of it."""

from shanben.config import Config
from shanben.labelled import Line
from shanben.stages.metadata import read_metadata
from shanben.view import Fact, Outcome, View

TITLE = "河边的旧书摊又开了"
BODY = "梅雨过后，管理员把楼上的旧书搬到院子里，一本一本摊开在竹席上，远远闻着像一锅还没有开的茶。"
PAGE = [Fact("title", f"{TITLE} - 某某网", 0, 5)]


def read(*rows, facts=PAGE, url=None):
    """The metadata of lines; a row is a line of the text, or a pair with its label."""
    pairs = [row if isinstance(row, tuple) else (row, "body") for row in rows]
    lines, at = [], 0
    for text, label in pairs:
        lines.append(Line(at, at + len(text), label, 1.0))
        at += len(text) + 1
    view = View.of("\n".join(text for text, _ in pairs), Config(), url=url)
    return read_metadata(view.after(Outcome(lines=lines, facts=facts))).metadata
