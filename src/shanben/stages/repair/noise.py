"""What sites put into sentences against copying, or to be found by: look-alike addresses, symbol runs, gambling names.

Only what is provable is cut: an address spelled with letters of several scripts, a run of symbols that no text has, a gambling
site's label in front of a clause. Other injected names stay, and the flag `spam.injected` tells where they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from shanben.document import Flag
from shanben.edits import Edit
from shanben.scan import HAN
from shanben.stages.repair.overlap import apart
from shanben.stages.repair.signs import IDEOGRAPHS, sign, signs
from shanben.tables.readings import is_reading, is_syllable
from shanben.view import NOTHING, Outcome, View

_RULE: Final = "repair.injected"
_HAN: Final = r"[\u3400-\u9fff]"
# Novel sites: `≯小说网≦≤＜≦≤`.
_SYMBOLS: Final = "≯≮≦≧≤≥＜＞﹤﹥"
_RUN: Final = 4
_SYMBOL_RUN: Final = re.compile(rf"[{_SYMBOLS}]{{1,20}}(?:{_HAN}{{1,6}}[网網])?[{_SYMBOLS}]{{{_RUN},60}}")
_W: Final = "wWｗＷωώщѡ"
_DOT: Final = r"[.．。·,，]"
_TOP: Final = r"(?:[cｃсϲ][oｏοо][mｍм]|[nｎ][eｅеε][tｔ]|[cｃс][nｎ]|[oｏοо][rｒ][gｇ]|[cｃс][cｃс]|[lｌ][aａа])"
_HOST: Final = re.compile(
    rf"(?<![A-Za-z0-9./@])[{_W}]{{3}}{_DOT}(?P<name>[0-9A-Za-z０-９Ａ-Ｚａ-ｚ\u0370-\u04ff-]{{2,24}}){_DOT}{_TOP}(?![A-Za-z0-9/.])"
)
# What leads to an address: a verb, or a word for the place.
_LEADS: Final = re.compile(
    r"(?:[网網站址页頁台处處]|域名|链接|邮箱|微博|登[录陆錄陸]|访问|訪問|浏览|打开|点击|进入?|请到|关注|搜索?|查[看询]"
    r"|[见于在上到自为是给如按称叫由从的请]|通过|来源)\Z"
)
# Characters on both sides of an address that may name its owner.
_NEAR: Final = 12
# Of an address that names its owner so many of the syllables are read near it; any one may be by chance.
_NAMED: Final = 0.6
_BRANDS: Final = (
    "威尼斯人|葡京|金沙|银河国际|永利|太阳城|皇冠|万博|亚博|凯发|伟德|必发|大发|博狗|澳门赌|澳门博彩|bet365|优乐国际|申博"
)
_OFFERS: Final = (
    "现金网?|真人|娱乐[城场]?|线[上路]|投注|赌场|博彩|网投|代理|开户|直营|备用|棋牌|电玩城|百家乐"
    "|网址|官网|平台|导航|注册|手机版|国际|在线|下载"
)
_NAME: Final = rf"[A-Za-z0-9]{{0,10}}(?:王者|至尊|缅甸|澳门|新|老|香港|菲律宾|亚洲)?(?:{_BRANDS})(?:{_OFFERS}){{1,5}}"
_HEADS: Final = "".join(sorted({offer[0] for offer in _OFFERS.split("|")}))
_RUNNING: Final = sign(_SYMBOLS, _SYMBOLS, _SYMBOLS)
_HOSTED: Final = sign(IDEOGRAPHS, _W, _W)
_ENDS: Final = ["".join(column) for column in zip(*(brand[-3:] for brand in _BRANDS.split("|") if len(brand) > 2), strict=True)]
_SHORT: Final = ["".join(column) for column in zip(*(brand for brand in _BRANDS.split("|") if len(brand) == 2), strict=True)]
"""The characters of the ends of brands, and of brands of two characters, by their places."""
_OFFERED: Final = sign(_ENDS[0], _ENDS[1], _ENDS[2]) | sign(_SHORT[0], _SHORT[1], _HEADS)
_HOST_BEGINS: Final = re.compile(rf"(?<={_HAN})[{_W}]{{3}}")
_INJECTED: Final = re.compile(_NAME)
_LABEL: Final = re.compile(rf"(?:^|(?<=[，。；、]))(?:{_NAME}[：:]){{1,3}}(?=[{_HAN[1:-1]}0-9“《])", re.MULTILINE)
_CLAUSE: Final = re.compile(rf"{_HAN}{{8}}|[^\n]{{0,40}}[，。]")
# What follows 我 and hardly anything else.
_AFTER_I: Final = frozenset("们們国國市省县縣区區校院司厂局的是也就想要说說不")


def cut_noise(view: View) -> Outcome:
    """Cut injected addresses, symbol runs and gambling labels; put back 我 where a name replaced it throughout.

    >>> from shanben.config import Config
    >>> cut_noise(View.of("这是第一次演出。≯小说网≦≤＜≦≤≤", Config())).edits
    [Edit(start=8, end=18, replacement='', rule='repair.injected')]
    """
    if not view.scan.any(HAN):
        return NOTHING
    text, seen = view.text, signs(view)
    if not seen & (_RUNNING | _HOSTED | _OFFERED):
        return NOTHING
    edits: list[Edit] = []
    if seen & _RUNNING:
        edits += [Edit(*match.span(), "", _RULE) for match in _SYMBOL_RUN.finditer(text)]
    if seen & _HOSTED:
        edits += _hosts(text)
    names = list(_INJECTED.finditer(text)) if seen & _OFFERED and _offers(text) else []
    if names:
        edits += _pronouns(text, names) or _labels(text, names)
    kept = apart(edits)
    cut = {at for start, end, *_ in kept for at in range(start, end)}
    return Outcome(kept, [Flag("spam.injected", *name.span()) for name in names if name.start() not in cut])


def _offers(text: str) -> bool:
    """Whether a brand stands before the head of what it may offer."""
    brands = [brand for brand in _BRANDS.split("|") if brand in text]
    return bool(brands) and re.search(f"(?:{'|'.join(brands)})[{_HEADS}]", text) is not None


def _labels(text: str, names: list[re.Match[str]]) -> list[Edit]:
    """Names with a colon before a clause; and a name that opens two paragraphs or more, which is the subject of neither."""
    opening = [name for name in names if text[name.start() - 1 : name.start()] in ("", "\n")]
    often = {name for name, count in Counter(match[0] for match in opening).items() if count > 1}
    repeated = [match for match in opening if match[0] in often and _CLAUSE.match(text, match.end())]
    return [Edit(*match.span(), "", _RULE) for match in (*_LABEL.finditer(text), *repeated)]


def _hosts(text: str) -> Iterator[Edit]:
    """Addresses inside sentences: spelled with look-alike letters, made by a machine, or naming nobody around them."""
    for begin in _HOST_BEGINS.finditer(text):
        match = _HOST.match(text, begin.start())
        if match is None:
            continue
        before, after = text[max(0, match.start() - _NEAR) : match.start()], text[match.end() : match.end() + _NEAR]
        inside = "\u3400" <= before[-1:] <= "\u9fff" and ("\u3400" <= after[:1] <= "\u9fff" or after[:1] in tuple("，。；、"))
        lookalike = not match[0].isascii() and re.search(r"[A-Za-z\u0370-\u04ff]", match[0]) is not None
        if inside and (lookalike or (match[0].isascii() and _is_nobody(match["name"], before, after))):
            yield Edit(*match.span(), "", _RULE)


def _is_nobody(name: str, before: str, after: str) -> bool:
    """Whether an address is nobody's: letters and digits that spell nothing, or syllables that spell no name near it."""
    match = re.fullmatch(r"([a-z]{3,24})(\d{0,4})", name)
    if match is None:
        return False
    syllables = _syllables(match[1])
    if match[2]:
        return not syllables
    named = sum(any(is_reading(character, syllable) for character in before + after) for syllable in syllables)
    return len(syllables) > 1 and named < _NAMED * len(syllables) and not _LEADS.search(before)


def _syllables(letters: str) -> list[str]:
    """The Mandarin syllables that letters spell; none if they spell anything else."""
    spelled: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = ((spelled[start], letters[start:end]) for start in range(max(0, end - 6), end))
        spelled.append(next(([*way, last] for way, last in ways if way is not None and is_syllable(last)), None))
    return spelled[-1] or []


def _pronouns(text: str, names: list[re.Match[str]]) -> list[Edit]:
    """我 for a name that stands in its place through a whole page that has no 我 of its own."""
    name, count = Counter(match[0] for match in names).most_common(1)[0]
    places = [match for match in names if match[0] == name]
    fitting = sum(text[match.end() : match.end() + 1] in _AFTER_I for match in places)
    if count < 5 or "我" in text or 2 * fitting < count:
        return []
    return [Edit(*match.span(), "我", "repair.substituted") for match in places]
