"""A generator of pages: six sites with templates of their own, and articles that no two pages share."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

_WHO = "老周 李老师 摄影师 船长 图书管理员 种茶的人 邻居 修表匠 厨师 女儿 木匠 邮递员".split()
_WHERE = "在河边 在山脚下 在院子里 在旧码头 在小学门口 在图书馆 在菜市场 在车站 在茶馆 在屋顶上".split()
_WHAT = "晒书 补网 等一场雨 修一张桌子 写信 画桥 种豆子 听广播 数船 找一本旧书 炖汤 教孩子写字".split()
_WHEN = "清早 傍晚 立夏那天 去年冬天 下雨以前 集市散了以后 节日前一天 天还没亮".split()
_SAID = "他说这件事急不得 没有人知道后来怎么样 大家都笑了起来 风把纸吹到了街对面 这已经是第三年了 账本上记得很清楚 谁也不愿意先走".split()
SHARED = "条例第七条写道：河道两岸三十米以内不得堆放柴草，违者由乡公所责令清理，并记入当年的册子。"

# For each site its lines above and below an article. {n} changes from page to page, {t} is the title.
TEMPLATES = {
    "news.example.com": (
        ["某某新闻", "城事 副刊 视觉 长读", "今日天气：多云转小雨", "正在阅读：{t}", "{t}", "本地观察栏目 第 {n} 期"],
        [
            "您可能错过的好文章",
            "老城墙下的早点铺子",
            "一条街的三十年",
            "下载客户端看更多长读",
            "某某新闻 让城市被看见",
            "值班电话 000-0000{n}",
        ],
    ),
    "gov.example.org": (
        ["某某县人民政府门户", "走进某某 政务公开 办事大厅 互动交流", "无障碍浏览", "{t}", "索引号 {n}-甲"],
        [
            "智能问答机器人为您服务",
            "主办：某某县人民政府办公室",
            "承办：某某县大数据中心",
            "网站标识码 0000{n}",
            "为了获得更好的体验请升级浏览器",
        ],
    ),
    "bbs.example.net": (
        ["茶馆论坛", "会员 {n} 人在线", "新手报到 版务公告 灌水专区", "{t}", "楼主发言"],
        ["你需要先有一个账号才能回帖", "论坛守则人人有责", "小黑屋公示", "茶馆论坛 一群爱喝茶的人", "本页执行时间 0.0{n} 秒"],
    ),
    "blog.example.cn": (
        ["半亩方塘", "一个人的读书笔记", "归档 标签 友情小站", "{t}"],
        ["喜欢的话请我喝杯茶", "上一篇写了什么", "下一篇还没想好", "半亩方塘已运行 {n} 天", "主题由我自己修改"],
    ),
    "paper.example.com.cn": (
        ["某某日报数字版", "第{n}版 副刊", "版面概览", "往期回看", "{t}"],
        ["放大 缩小 默认", "某某日报社新媒体中心制作", "报料热线 0000{n}", "建议使用大屏阅读"],
    ),
    "wiki.example.info": (
        ["人人可以编写的乡土词典", "随机条目", "最近更动", "工具箱", "{t}"],
        ["乡土词典编纂委员会", "页面分类 风物", "隐藏分类 待补图", "第 {n} 次修订", "乡土词典不保证内容的有效性"],
    ),
}


@dataclass(frozen=True)
class Made:
    """A page: the host of its site, its title, its visible text, and the part of it that is the article."""

    host: str
    title: str
    text: str
    body: str


def pages(host: str, count: int, seed: int = 1, quote: bool = False) -> Iterator[Made]:
    """Yield pages of a site; with `quote` each article holds the same long line."""
    r = random.Random(f"{host} {seed}")
    above, below = TEMPLATES[host]
    for _ in range(count):
        number, title = r.randrange(10, 99), f"{r.choice(_WHO)}{r.choice(_WHERE)}{r.choice(_WHAT)}"
        body = [_paragraph(r) for _ in range(r.randrange(4, 8))]
        if quote:
            body.insert(2, SHARED)
        head, tail = ([line.format(n=number, t=title) for line in lines] for lines in (above, below))
        yield Made(host, title, "\n".join([*head, *body, *tail]), "\n".join(body))


def _paragraph(r: random.Random) -> str:
    clauses = [
        f"{r.choice(_WHEN)}，{r.choice(_WHO)}{r.choice(_WHERE)}{r.choice(_WHAT)}，{r.choice(_SAID)}。"
        for _ in range(r.randrange(2, 5))
    ]
    return "".join(clauses)
