"""Names of people, as bylines give them.

A Chinese name is a surname of the list and one or two characters. Where a label stands before it a name may be anything
short: a pen name, the name of a user, a name from another language.
"""

from __future__ import annotations

import re
from typing import Final

_SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章苏潘葛奚范彭郎鲁韦马苗凤花方俞任袁柳"
    "史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄和穆萧尹姚邵汪祁毛禹狄米贝戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房解应宗丁宣邓单杭洪包诸左石崔吉钮龚程邢裴陆荣翁"
    "荀甄储靳段焦巴牧谷车侯宓全班秋宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司黎溥印白蒲邰赖卓蔺屠蒙池乔胥苍闻党翟谭贡姬申"
    "扶堵冉宰雍桑桂牛寿通边扈燕冀浦尚农温庄晏柴瞿阎连习宦艾容向古易廖终耿满弘匡国文寇广东欧沃利越隆师巩聂晁敖冷辛阚那简饶空曾"
    "沙养鞠须丰关相查荆红游竺盖益桓公楚闫仝佟肖付代岳帅苟迟展湛伊佘亓缪闾隋修鹿鄢"
)
_COMPOUND: Final = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 南宫 夏侯 端木 百里 呼延 独孤 西门 司空 闻人 申屠".split()
)
# Words that begin like a name and stand where names stand: places above all.
_NO_NAMES: Final = re.compile(
    r"江苏|江西|江南|江北|安徽|安阳|安全|温州|徐州|金华|金融|金山|郑州|武汉|宁波|宁夏|贵州|杭州|常州|黄山|黄河|黄金|"
    r"石家庄|石油|马来|"
    r"高清|高考|高校|高级|方案|方法|方式|和谐|全国|全文|全部|国内|国际|国家|文章|文化|文学|文字|公司|公告|公安|关于|"
    r"关注|关闭|相关|代码|代表|代理|"
    r"应用|应急|广东|广州|广西|广告|东北|东莞|利率|农业|农村|经济|通知|通讯|通报|时间|成都|连载|易网|任务|查看|解读|解放|路透|"
    r"章节|单位|印度|水利|水平|白酒|于是|乐于|应该|连续|向来|满意|空间|红色|红包|连线|连夜|连日|游戏|游客|益智|公开|古代|车辆|车型|"
    r"项目|管理|商业"
)
_JUNK: Final = re.compile(
    r"(?:super)?admin\w*|administrator|system|root|none|null|unknown|anonymous|webmaster|editor|author|user|guest|test|default|"
    r"管理员|超级管理员|佚名|未知|不详|匿名|网络|本站|本网|小编|编辑|编辑部|站长|互联网|网友|转载|原创|作者|\W*|"
    r".*(?:https?:|www\.|\.(?:com|cn|net|org)\b).*|"
    r"\w{0,12}[_-]?\d{3,}|.*(?:网站?|公司|集团|网络|科技|软件|工作室|传媒|出版社|报社|中心|平台|频道|新闻|copyright|"
    r"team|publishers?|inc\.?|ltd\.?)\W*"
)
_HAN: Final = r"\u3400-\u9fff"
# What may follow a name: an end, a mark, or a word that belongs to the byline itself.
_AFTER: Final = (
    r"(?=$|[\s|\[\]()<>《》;,:/.~*&\"=+-]|作者|编辑|责编|责任|来源|发布|发表|时间|日期|记者|通讯员|审核|校对|点击|浏览|"
    r"阅读|字体|摄影|"
    r"发自|发表|发布|张贴|报道|整理|编译|综合|翻译|于?(?:19|20)\d\d)"
)
_HAN_NAME: Final = re.compile(rf"[{_HAN}]{{1,4}}(?:·[{_HAN}]{{1,8}}){{1,3}}{_AFTER}|[{_HAN}]{{2,14}}?{_AFTER}")
_SPREAD: Final = re.compile(rf"[{_HAN}] {{1,2}}[{_HAN}](?=$|[ ()\[\]|/,;])")
_LETTER: Final = rf"[^\W\d_{_HAN}]"
_WORD: Final = rf"{_LETTER}(?:{_LETTER}|[\d_.'&-]){{0,24}}"
_OTHER_NAME: Final = re.compile(rf"{_WORD}(?: (?!and |on |in |for |from |at ){_WORD}){{0,4}}(?![\w=])")
_BETWEEN: Final = re.compile(r"(?: and | ?[,/&;] ?| {1,3}|和|与)")
_LABEL: Final = re.compile(
    r"(?:作者|编辑|责编|责任编辑|来源|发布|发表|时间|日期|本?报?记者|通讯员|审核|校对|点击|浏览|阅读|字体|摄影|图|文|"
    r"published|posted|updated|(?:(?:senior|chief|staff|contributing|guest|freelance) )?(?:writer|reporter|editor|"
    r"correspondent|contributor|columnist)\b)"
)
_MANY: Final = 12
_LONGEST: Final = 120


def is_person(name: str) -> bool:
    """Whether a folded text is shaped like the full name of a Chinese person.

    >>> is_person("欧阳小明"), is_person("江苏"), is_person("某某日报")
    (True, False, False)
    """
    surname = 2 if name[:2] in _COMPOUND else 1 if name[:1] in _SURNAMES else 0
    given = len(name) - surname
    return bool(surname) and 1 <= given <= 2 and _NO_NAMES.match(name) is None


def names_at(text: str, start: int, end: int, written: str) -> list[tuple[int, int]]:
    """The spans of the names that stand one after the other from `start` of a folded text; `written` is the text unfolded.

    The first may be any short word. One more must be joined by a mark of enumeration or be shaped like a name.

    >>> text = "王小明、某某 李华 江苏报道"
    >>> [text[a:b] for a, b in names_at(text.replace("、", ","), 0, len(text), text)]
    ['王小明', '某某', '李华']
    """
    spans: list[tuple[int, int]] = []
    at = start
    while at < end and len(spans) < _MANY and (span := _name(text, at, end)):
        joined = not spans or "、" in written[spans[-1][1] : at]
        if not joined and text[at : at + 1] >= "\u3400" and not is_person(text[slice(*span)].replace(" ", "")):
            break
        if spans and _LABEL.match(text, at):
            break
        spans.append(span)
        between = _BETWEEN.match(text, span[1], end)
        if between is None or (text[span[0] : span[0] + 1] < "\u3400" and between[0].isspace()):
            break
        at = between.end()
    return spans


def is_junk(name: str) -> bool:
    """Whether what stands in the place of a name names nobody: `admin`, 佚名, the site itself, a number.

    >>> is_junk("admin"), is_junk("某某网"), is_junk("www.example.com"), is_junk("L_104485"), is_junk("Jane Doe")
    (True, True, True, True, False)
    """
    return len(name) > _LONGEST or _JUNK.fullmatch(name.strip().lower()) is not None


def _name(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The span of the one name that stands there: a Chinese one, one of two spaced characters, or one of letters."""
    spread = _SPREAD.match(text, at, end)
    if spread and is_person(spread[0].replace(" ", "")):
        return spread.span()
    found = (_HAN_NAME if text[at] >= "\u3400" else _OTHER_NAME).match(text, at, end)
    return found.span() if found else None
