"""What the class and id of an element say about it: groups of words, English and pinyin, as bits.

Site authors name the parts of a page alike everywhere. A word of an attribute belongs to a group when it contains one of the
group's stems: `footer`, `mod-foot`, `dibu` all say footer. The order of `GROUPS` is what trained weights rely on: append only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GROUPS: Final[Mapping[str, str]] = {
    "nav": "nav menu daohang dh caidan toolbar topbar tabs",
    "footer": "foot ft dibu bottom yejiao",
    "header": "head hd toubu yetou masthead banner logo",
    "comment": "comment cmt pinglun pl reply replies huifu liuyan disqus respond",
    "share": "share social bdshare jiathis fenxiang weibo weixin wechat qrcode erweima follow like",
    "related": "relat recommend tuijian xiangguan more hot rank paihang popular latest guess similar remen zuixin",
    "ad": "ad ads adv advert advertis guanggao gg sponsor promo banner dfp",
    "article": "article artical post entry news story wenzhang xinwen blog",
    "content": "content cont neirong nr zhengwen body text txt main detail xiangqing zw wenben",
    "title": "title biaoti headline bt subject",
    "meta": "meta info xinxi byline source laiyuan ly from property",
    "author": "author zuozhe zz writer editor bianji user avatar profile username",
    "date": "date time shijian riqi publish pubtime fabu",
    "breadcrumb": "breadcrumb crumb weizhi mianbao position curpos place location dangqian",
    "pagination": "page pager pagin pagenum fenye next prev shangyi xiayi",
    "sidebar": "side sidebar aside right left widget cebian rightbar",
    "list": "list liebiao items lb",
    "login": "login signin register denglu zhuce passport account",
    "search": "search sousuo ss query",
    "tag": "tag tags biaoqian keyword label guanjianzi",
    "copyright": "copyright banquan copy beian icp disclaimer shengming",
    "hidden": "hidden hide sr screenreader invisible visuallyhidden none yincang",
    "popup": "popup modal dialog overlay tanchuang layer cookie consent gdpr float fixed",
    "caption": "caption figure photo pic img image tupian tushuo gallery",
    "link": "link links friendlink youlian lianjie yqlj",
    "summary": "summary abstract zhaiyao daodu lead intro excerpt digest description desc",
    "forum": "forum thread topic floor luntan tiezi louzhu bbs message quote signature",
    "code": "code highlight syntax prettyprint snippet console",
    "form": "form input button btn select subscribe newsletter",
    "container": "wrap wrapper container box inner layout column col row section grid",
}
"""For each group the words that speak for it. A word of up to three letters must match whole, a longer one may be a part."""

STEM: Final = 4
"""The letters of the shortest word that may be a part of another."""


def bits_of_words() -> dict[str, int]:
    """For each word its groups; bit `n` is the `n`-th of `GROUPS`."""
    bits: dict[str, int] = {}
    for at, words in enumerate(GROUPS.values()):
        for word in words.split():
            bits[word] = bits.get(word, 0) | 1 << at
    return bits
