"""Emoji strewn into text against copying: `手册页🎐面`.

People put them behind a clause, before a thing, or in place of a word, and hardly ever into the middle of one. So where several
stand inside words, all that stand inside clauses are cut; one alone proves nothing.
"""

from __future__ import annotations

import re
from typing import Final

from shanben.edits import Edit
from shanben.scan import EMOJI, HAN
from shanben.stages.repair.glosses import is_word
from shanben.stages.repair.signs import IDEOGRAPHS, sign, signs
from shanben.view import NOTHING, Outcome, View

_HAN: Final = r"[\u3400-\u9fff]"
# No flags: a country's stands behind its name.
_PICTURES: Final = re.compile(
    rf"(?<=[\u3400-\u9fff，、；：])[\U0001f300-\U0001f5ff\U0001f600-\U0001faff\u2600-\u27bf][\ufe0f\u200d\U0001f300-\U0001faff]{{0,8}}(?={_HAN})"
)
_INSIDE: Final = sign(f"{IDEOGRAPHS}，、；：", "\u2600-\u27bf", f"{IDEOGRAPHS}\ufe0f\u200d")
_WORD: Final = 5.0
"""How sure it must be that two ideographs make a word, in nats: of what people write 3 % seem to stand in one, of noise 35."""
_FEW: Final = 3
_SHARE: Final = 0.3


def cut_pictures(view: View) -> Outcome:
    """Cut the emoji of clauses where many of them stand inside words.

    >>> from shanben.config import Config
    >>> [edit.start for edit in cut_pictures(View.of("研🌳究人员发🎃现，🚗这种植物很常见", Config())).edits]
    [1, 6, 9]
    """
    if not signs(view) & _INSIDE or not view.scan.any(EMOJI) or not view.scan.any(HAN):
        return NOTHING
    spans = [match.span() for match in _PICTURES.finditer(view.text)]
    inside = sum(is_word(view.text[start - 1] + view.text[end], _WORD) for start, end in spans)
    if inside < (2 if len(spans) <= _FEW else max(_FEW, _SHARE * len(spans))):
        return NOTHING
    return Outcome([Edit(start, end, "", "repair.injected") for start, end in spans])
