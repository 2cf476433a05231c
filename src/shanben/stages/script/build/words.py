"""Words: dictionaries with frequencies, and what native writers make of ambiguous characters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from shanben.scan import HAN, Scan
from shanben.stages.script.build.tables import Words, apply, needed, pairs
from shanben.stages.script.dictionaries import candidates, entries
from shanben.stages.script.table import Table

Spellings = Mapping[str, Counter[str]]

# A native spelling is believed if it is found so often (words of two characters; longer words), and so much more than OpenCC's.
# Words of two characters that no other dictionary has are mostly parts of names, and stand by chance in other text.
_BELIEVED = (10, 5)
_UNHEARD = 100
_PLACE = 50
# Taiwan's table of characters for laws (法律統一用字表, 1973) writes 公布, 分布, 頒布; 宣布 is usual too.
_PLAIN = str.maketrans("佈", "布")
_SURNAMES = dict(zip("于范钟余姜郁岳涂游沈朴谷种仇党", "于范鍾余姜郁岳涂游沈朴谷种仇党", strict=True))
# Surnames whose character has its other meaning only in words that are known: 规范, 山岳, 朴素.
_BOUND = "范岳朴"
_TITLES = "先生 女士 小姐 太太 教授 老师 医生 经理 主任 主席 书记 部长 市长 局长 校长 院长 博士 律师 师傅 同志 同学 某".split()
# Surnames that no title makes likely: 党主席, 这种律师; and those that do for 于, which is a preposition before all others.
_NEVER_ADDRESSED = "种党"
_ADDRESSED = ("先生", "女士", "小姐", "太太", "师傅", "某")
# What follows 某 where no person is meant.
_CERTAIN = "一些种个人处地时天年日项类"
# OpenCC's phrases that stand by chance more often than not, found by what it makes of native text (opinions of Taiwan's
# Constitutional Court, the help of LibreOffice): 僅得採為證據, 針對表格, 顯示表單, 傾向者.
_BY_CHANCE = frozenset(
    "有采 得采 多采 大采 下采 没采 花采 采声 采采 对表 制表 显示表 自动表 调表 向者 向应 向明 人欲 须须 白须 发须 云须"
    " 当当 余余 念的 念对 上签 美国制 美制 补扣 多只 二只 于军 于海洋 于禁 于衡 于山 于都 核复 斗的 并兼 系上 系个 系命"
    " 系系 疑系 被发 是只 了如 有只 书台 合中 不并 困乏 创获 爹娘 一出 种放 大只 里正 下里 干和 干台".split()
)
_ENDS = "，。、；：！？"
_MARGIN = 2


def frequencies(path: Path) -> dict[str, int]:
    """The words of a dictionary in jieba's form, and how often they were counted."""
    rows = (line.split(" ") for line in path.read_text("utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows}


def transcriptions(path: Path) -> set[str]:
    """Foreign names with 里, and every pair of 里 and a neighbour that several of them share but no other word has."""
    rows = [line.split(" ") for line in path.read_text("utf-8").splitlines() if "里" in line]
    names = {row[0] for row in rows if row[2] in ("nrt", "ns") and len(row[0]) > 2}
    pairs = Counter(name[at : at + 2] for name in names for at in range(len(name) - 1) if "里" in name[at : at + 2])
    others = {row[0][at : at + 2] for row in rows if row[0] not in names for at in range(len(row[0]) - 1)}
    return names | {pair for pair, count in pairs.items() if count > 2 and pair not in others}


def spellings(native: Mapping[str, int], to_hans: Table) -> dict[str, Counter[str]]:
    """Native Traditional words by their Simplified form: each spelling, in Taiwan's variants, and how often it was counted."""
    words = [word for word in native if len(word) > 1 and Scan(word).count(HAN) == len(word)]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new in zip(apply(to_hans, "\n".join(words)).split("\n"), words, strict=True):
        found[old][regional(new)] += native[new]
    return found


def regional(text: str) -> str:
    """Spellings of Taiwan, 台 and 臺 made one: what is compared, so that mere variants do not count as a difference."""
    return "".join(entries("TWVariants.txt").get(character, character) for character in text).replace("臺", "台")


def phrases() -> Words:
    """OpenCC's phrases, but for those that stand by chance."""
    known = {**entries("STPhrases_GeneratedFromRegionalPhrases.txt"), **entries("STPhrases.txt")}
    return {old: new.translate(_PLAIN) for old, new in known.items() if old not in _BY_CHANCE}


def believed(fold: Words, words: Words, spellings: Spellings, known: Mapping[str, int]) -> Words:
    """Words that native text writes otherwise than OpenCC, as it writes them, in OpenCC's variants."""
    table = Table.of(pairs(fold), needed(fold, words))
    found = {}
    for word, forms in spellings.items():
        ours = words.get(word) or apply(table, word)
        spelling, count = forms.most_common(1)[0]
        unheard = len(word) == 2 and word not in known and word not in words
        # Villages of Taiwan (公園里) stand by chance: 在公园里.
        village = word[-1] == "里" and known.get(word[:-1], 0) >= _PLACE
        enough = count >= (_UNHEARD if unheard else _BELIEVED[len(word) > 2]) and count > _MARGIN * forms[regional(ours)]
        if enough and not village and spelling != regional(ours) and (new := standard(word, ours, spelling)):
            found[word] = new
    return found


def standard(word: str, ours: str, spelling: str) -> str | None:
    """A native spelling of a word in OpenCC's variants, near to `ours`; None if it is not one of its spellings."""
    if not len(word) == len(ours) == len(spelling):
        return None
    choices = [
        [new for new in (mine, *candidates("STCharacters.txt").get(old, [old])) if regional(new) == theirs]
        for old, mine, theirs in zip(word, ours, spelling, strict=True)
    ]
    return "".join(choice[0] for choice in choices) if all(choices) else None


def usual(fold: Mapping[str, str], spellings: Spellings, known: Mapping[str, int]) -> Words:
    """Characters that `known` words write otherwise than OpenCC's table, mostly: 岩 is seldom 巖.

    Surnames follow their own words; what the table leaves is often a word by itself (喂, the greeting), and stays.
    """
    words: dict[str, Counter[str]] = defaultdict(Counter)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word, forms in spellings.items():
        for form, count in forms.items() if word in known else ():
            for old, new in zip(word, form, strict=False):
                words[old][new] += 1
                counts[old][new] += count
    found: Words = {old: _SURNAMES[old] for old in _BOUND}
    for old, choices in candidates("STCharacters.txt").items():
        mine = regional(fold[old])
        if old in _SURNAMES or old in ("里", fold[old]) or len(set(map(regional, choices))) == 1:
            continue
        best = max(choices, key=lambda new: words[old][regional(new)])
        if all(of[old][regional(best)] > _MARGIN * of[old][mine] for of in (words, counts)):
            found[old] = best
    return found


def addressed() -> Words:
    """Surnames that are not written as the word is, with what they are addressed by: 于先生, but 关于先生 by its seam."""
    found: Words = {f"于某{after}": f"於某{after}" for after in _CERTAIN}
    fold = entries("STCharacters.txt")
    for old, new in _SURNAMES.items():
        if old in _NEVER_ADDRESSED:
            continue
        titles = _ADDRESSED if old == "于" else _TITLES
        found |= {old + title: new + "".join(fold.get(c, c) for c in title) for title in titles} | {f"姓{old}": f"姓{new}"}
    return found


def counted() -> Words:
    """What stands after digits: 只 as a measure word, unless it begins a word, and 天后 "days later", not the goddess."""
    begins = "有能是要会需为怕想剩见限"
    # Before a mark that ends a phrase it is one too (船只。), since the adverb needs a verb; but 不只 may stand alone.
    found: Words = {f"只{mark}": f"隻{mark}" for mark in _ENDS} | {f"不只{mark}": f"不只{mark}" for mark in _ENDS}
    for digit in "0123456789":
        found |= {f"{digit}只": f"{digit}隻", f"{digit}天后": f"{digit}天後"}
        found |= {f"{digit}只{after}": f"{digit}只{after}" for after in begins}
    return found
