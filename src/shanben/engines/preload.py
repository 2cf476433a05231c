"""Imported by the process that workers are forked from, and by nothing else: loads what they need, once for all of them.

Most tables are loaded when a document first asks for them; here a few documents ask for those that most runs come to need.
"""

from __future__ import annotations

import gc
import signal
from typing import Final

from shanben.cleaner import Cleaner
from shanben.engines import job as _job  # noqa: F401  (what the workers of a run are told to call)

_HANS: Final = "清晨的集市里，卖鱼的师傅说这两天风浪太大，船都没有出海。"
_HANT: Final = "清晨的市集裡，賣魚的師傅說這兩天風浪太大，船都沒有出海。雨停了之後，碼頭上曬滿了漁網，幾個孩子圍著看。"
_PAGE: Final = "<html><head><title>{0}</title></head><body><ul><li><a href='/'>{0}</a></ul><p>{0}</body></html>"
_DOCUMENTS: Final = (
    _HANT + "\n鱼还没来。",  # converts what strayed
    "山里的石子路上,只有小羊在前面走,乾坤名著。",  # tells its script by words alone, which all tables are asked for
    _PAGE.format(_HANS).encode("gb18030"),
    _PAGE.format(_HANT).encode("big5"),
    _HANS.encode().decode("gb18030", "replace"),  # asks for wrong readings
    "На рынке утром говорили, что из-за ветра лодки не вышли в море.".encode("windows-1251"),
    "Ce matin au marché on disait que le vent avait gardé les bateaux à quai.".encode("latin-1"),
)


def _load() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the process that hands out the work
    cleaner = Cleaner()
    for document in _DOCUMENTS:
        cleaner.clean(document)
    signal.signal(signal.SIGINT, before)
    gc.collect()
    gc.freeze()  # a collection in a worker would write to what it shares, and so copy it


_load()
