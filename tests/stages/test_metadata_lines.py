"""Bylines, sources, footers and breadcrumbs as pages of many kinds write them: what each says, and what it does not."""

import pytest

from metadata_rows import BODY, TITLE, read


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("本报记者 王乐文 方 敏", "王乐文 方 敏"),
        ("记者林小满、陈平", "林小满、陈平"),
        ("本报记者林小满 陈平 通讯员 李华", "林小满 陈平"),
        ("新华社记者 林小满 陈平 李 华", "林小满 陈平 李 华"),
        ("记者：林小满 陈平", "林小满 陈平"),
        ("□本报记者 林小满 陈平", "林小满 陈平"),
        ("◎ 记者 林小满 见习记者 陈平", "林小满"),
        ("文/本报记者 林小满 图/陈平", "林小满"),
        ("文｜林小满 编辑｜陈平", "林小满"),
        ("作者 | 林小满", "林小满"),
        ("作者丨林小满", "林小满"),
        ("撰文丨林小满 编辑丨陈平", "林小满"),
        ("作者：[英]简·多伊", "简·多伊"),
        ("作者：（美）约翰·罗", "约翰·罗"),
        ("中新社记者 林小满", "林小满"),
        ("某某网记者林小满报道", "林小满"),
        ("記者林小滿／台北報導", "林小滿"),
        ("記者林小滿、陳平／綜合報導", "林小滿、陳平"),
        ("〔記者林小滿／台北報導〕", "林小滿"),
        ("實習記者 林小滿", "林小滿"),
        ("特派員 林小滿", "林小滿"),
        ("特约记者 林小满", "林小满"),
        ("本报记者 欧阳小满 司马青", "欧阳小满 司马青"),
        ("本报评论员 林小满", "林小满"),
        ("作者：林小满 译者：陈平", "林小满"),
        ("译/陈平", None),
        ("主笔：林小满", "林小满"),
        ("口述：林小满 整理：陈平", None),
        ("By JANE DOE", "JANE DOE"),
        ("by Jane Doe, Staff Writer", "Jane Doe"),
        ("Jane Doe · May 12, 2024", None),
        ("Text: Jane Doe", None),
        ("作者:林小满/陈平", "林小满/陈平"),
        ("作者：林小满，陈平", "林小满，陈平"),
        ("作者：林小满 ; 陈平", "林小满 ; 陈平"),
        ("作者：林小满;陈平", "林小满;陈平"),
        ("作者 林小满  2024-05-12 08:30", "林小满"),
        ("发布者：小满", "小满"),
        ("發佈者：小滿", "小滿"),
        ("投稿：林小满", None),
        ("供稿：某某县融媒体中心", None),
        ("本報記者林小滿攝", None),
    ],
)
def test_bylines(line, author):
    assert read(TITLE, line, BODY, BODY).author == author


@pytest.mark.parametrize(
    ("line", "editor"),
    [
        ("责任编辑：林小满", "林小满"),
        ("(责编：林小满、陈平)", "林小满、陈平"),
        ("責任編輯：林小滿", "林小滿"),
        ("编辑 林小满", "林小满"),
        ("编辑/林小满", "林小满"),
        ("责编 | 林小满 陈平", "林小满 陈平"),
        ("校对：林小满", None),
        ("Edited by Jane Doe", "Jane Doe"),
        ("Editor: Jane Doe", "Jane Doe"),
        ("[编辑:林小满]", "林小满"),
        ("核稿編輯：林小滿", "林小滿"),
        ("责任编辑：", None),
    ],
)
def test_editors(line, editor):
    assert read(TITLE, BODY, BODY, line).editor == editor


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：某某日报", "某某日报"),
        ("來源：某某時報", "某某時報"),
        ("来源: 某某网 作者: 林小满", "某某网"),
        ("文章来源：《某某晚报》", "某某晚报"),
        ("稿件来源：某某社", "某某社"),
        ("信息来源：某某市教育局", "某某市教育局"),
        ("转自：某某公众号", "某某公众号"),
        ("轉載自 某某時報", "某某時報"),
        ("本文转载自：某某周刊", "某某周刊"),
        ("Source: Example Times", "Example Times"),
        ("來源/某某時報", "某某時報"),
        ("摘自《某某杂志》2024年第3期", "某某杂志"),
        ("原载《某某杂志》2024年第3期", "某某杂志"),
        ("来源｜某某日报", "某某日报"),
        ("原标题：旧书摊", None),
    ],
)
def test_sources(line, source):
    assert read(TITLE, line, BODY, BODY).source == source


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("京ICP备11000000号", "icp", "京ICP备11000000号"),
        ("京ICP證000001號", "icp", "京ICP證000001號"),
        ("ICP备案号：粤ICP备00000000号-2", "icp", "粤ICP备00000000号-2"),
        ("增值电信业务经营许可证：沪B2-20240001", "icp", None),
        ("沪ICP备2024000001号-3X", "icp", "沪ICP备2024000001号-3X"),
        ("沪ICP备2024000001号-3A", "icp", "沪ICP备2024000001号-3A"),
        ("浙公网安备33000000000001号", "public_security", "浙公网安备33000000000001号"),
        ("粤公网安备 44000000000001 号", "public_security", "粤公网安备 44000000000001 号"),
        ("京公网安备11000000000000号", "public_security", "京公网安备11000000000000号"),
        ("浙公网安备 33000002000001", "public_security", "浙公网安备 33000002000001"),
        ("© 2024 某某出版社", "copyright_holder", "某某出版社"),
        ("© 2024 某某出版社", "copyright_years", "2024"),
        ("Copyright 1998 - 2024 Example Corp. All Rights Reserved", "copyright_holder", "Example Corp"),
        ("Copyright 1998 - 2024 Example Corp. All Rights Reserved", "copyright_years", "1998 - 2024"),
        ("版权所有：某某大学图书馆", "copyright_holder", "某某大学图书馆"),
        ("版權所有 © 某某報社 2001-2024", "copyright_holder", "某某報社"),
        ("版權所有 © 某某報社 2001-2024", "copyright_years", "2001-2024"),
        ("(c) 2011–2024 Jane Doe", "copyright_years", "2011–2024"),
        ("(c) 2011–2024 Jane Doe", "copyright_holder", "Jane Doe"),
        ("Copyright © 2020 by Jane Doe", "copyright_holder", "Jane Doe"),
        ("著作權所有：某某基金會", "copyright_holder", "某某基金會"),
        ("某某科技有限公司 版权所有", "copyright_holder", "某某科技有限公司"),
        ("©2024 Example.org", "copyright_holder", "Example.org"),
        ("Copyright © 2003-今 某某網", "copyright_years", "2003-今"),
        ("主办：某某市人民政府办公室", "copyright_holder", None),
        ("版權所有，未經授權不得轉載", "copyright_holder", None),
        ("© 某某文化事業股份有限公司 2024", "copyright_holder", "某某文化事業股份有限公司"),
        ("Copyright ⓒ 2024 Example Press, Inc. All rights reserved.", "copyright_holder", "Example Press, Inc."),
        ("The copyright owner's permission is needed.", "copyright_holder", None),
        ("版權所有 版權所有2000-2006", "copyright_holder", None),
        ("某某科技有限公司琼ICP备2024000001号-3Powered", "icp", "琼ICP备2024000001号-3"),
    ],
)
def test_footers(line, field, value):
    metadata = read(TITLE, BODY, BODY, (line, "copyright"))
    assert getattr(metadata, field) == value
    assert (field in metadata.spans) == (value is not None)


@pytest.mark.parametrize(
    ("line", "steps", "section"),
    [
        ("您的位置：首页 > 文化 > 读书 > 正文", ("首页", "文化", "读书", "正文"), "读书"),
        ("首页 / 新闻 / 河南", ("首页", "新闻", "河南"), "河南"),
        ("Home » Books » Reviews", ("Home", "Books", "Reviews"), "Reviews"),
        ("某某网→文化→读书", ("某某网", "文化", "读书"), "读书"),
        ("你现在的位置： 某某网 - 文化 - 读书", ("某某网", "文化", "读书"), "读书"),
        ("當前位置：首頁＞新聞＞內文", ("首頁", "新聞", "內文"), "新聞"),
        ("现在位置:首页>>通知公告>>正文", ("首页", "通知公告", "正文"), "通知公告"),
        ("首页 · 文化 · 读书", ("首页", "文化", "读书"), "读书"),
        ("当前栏目：首页 > 政务公开", ("首页", "政务公开"), "政务公开"),
        ("You are here: Home > News", ("Home", "News"), "News"),
        ("首页｜新闻｜国内", ("首页", "新闻", "国内"), "国内"),
        ("所在位置：首页-新闻中心-通知", ("首页", "新闻中心", "通知"), "通知"),
    ],
)
def test_breadcrumbs(line, steps, section):
    metadata = read((line, "breadcrumb"), TITLE, BODY, BODY)
    assert (metadata.breadcrumb, metadata.section) == (steps, section)
