"""Words without which a folded line says nothing of a licence or of terms: what is asked first.

See `topics`, where they are sought.
"""

from __future__ import annotations

import re
from typing import Final

NAMES: Final = (
    "licen", "warrant", " liab", "this notice", "permission", "redistribution", "lizenz", "cc by", "cc-by", "cc0", "cc 4",
    "cc 3", "cc 2", "ccby", "gpl", "gnu", "apache", "bsd", "mpl-", "epl-", "/mpl", "datacommons", "spdx", "psl", "odbl",
    "wtfpl", "creative commons", "creativecommons", "public domain", "under mit", "the mit", ": mit", ":mit", "ofl", "mpl ",
    "gfdl", "artistic", "gutenberg", "by-nc", "by-sa", "by-nd", "asl 2", "eupl", "cddl", "attribution-", "mulan",
    "dl-de", "pdm", "-1.", "-2.", "-3.", "cc 协", "mit许", "mit协", "mit 许", "mit 协", "非商用", "公共许可", "知识共享",
    "ogl ", "ogl-", "ogl)", "ogl.", "ogl:", "ogl,", "ogl3", "neighbouring rights", "neighboring rights", "free of known",
    "木兰", "署名", "姓名标示", "公有领域", "公共领域", "公众领域", "资料开放", "开放字", "证 mit", "议 mit", "可 mit",
)  # fmt: skip
"""A text that names a licence has one of these."""

TERMS: Final = (
    "reserved", "reproduc", "republi", "repost", "reprint", "redistribut", "copying", "copy ", "re-use", "reupload",
    "re-upload", "reuse", "consent", "cite ", "permission", "acknowledg", "credit", "mention", "licensing", "link back",
    "links back", "linking back", "link to", "linked", "tell people", "no use", "prohibited", " asking", "ask before",
    "ask first", "anyone anywhere", "ask me", "ask us", "not use ", "gutenberg", "copyright", "hotlink", "scrap", "syndicat",
    "freely", "my name", "notice", "转载", "转贴", "转帖", "引用", "出处", "复制", "摘编", "镜像", "刊载", "重制", "版权",
    "著作权", "注明", "权利", "必究", "搬运", "盗用", "盗图", "抄袭", "擅自", "私自", "未经", "未获", "未得", "未取得",
    "未征得", "非经", "请勿", "谢绝", "标明", "标注", "商用", "商业用途", "商业目的", "选载", "取用", "说一声",
    "打招呼", "翻印", "翻拍", "授权", "附上", "附原", "二传", "带上", "外传", "复印", "影印", "转发本", "原链", "转发请",
    "先向", "先与", "先和", "先跟", "先征", "先问", "先联", "先申", "please credit", "with link", "with a link",
)  # fmt: skip
"""A line that states terms has one of these, or what `ASKS` finds."""

# What one is asked to do before reprinting: each of these words alone is as common as any. A line needs one of each of
# `ASKING`.
ASKING: Final = (
    ("请",),
    ("申请", "联系", "联络", "洽", "致电", "来信", "来函", "来电", "保留", "附", "署", "标明", "标注", "标示", "标出"),
)
ASKS: Final = re.compile(r"请[^。\n]{0,10}(?:申请|联[系络]|洽|致电|来[信函电]|保留|附上?|署名?|标[明注示出])")

TEXTS: Final = (
    ("warrant", "liab", "want to", "public domain", "木兰", "must not be used", "lesser general", "invariant", "moolenaar"),
    ("permission", "licen", "redistribut", "许可"),
)
"""Every text of a licence has a word of each."""
