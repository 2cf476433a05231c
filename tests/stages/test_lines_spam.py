"""Spam lines go wherever they stand, and sentences that speak of what spam sells stay."""

import tomllib
from pathlib import Path

import pytest

import shanben

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "spam"
SPAM = tomllib.loads((FOLDER / "lines.toml").read_text("utf-8"))
WITHOUT = tomllib.loads((FOLDER / "without.toml").read_text("utf-8"))["sentences"]
ARTICLE = [
    "梅雨过后，管理员把楼上的旧书搬到院子里，一本一本摊开在竹席上。",
    "远远闻着，像一锅还没有开的茶；孩子们绕着竹席跑，谁也不敢踩。",
    "老人说，这些书比他年纪还大，经过三次大水，总算留了下来。",
] * 4


def kept(line, at):
    text = "\n".join([*ARTICLE[:at], line, *ARTICLE[at:]])
    start = len("\n".join(ARTICLE[:at])) + (at > 0)
    return next(found for found in shanben.label_lines(text) if found.start <= start < found.end).keep


@pytest.mark.parametrize("at", [6, 12])
def test_spam_goes(at):
    stays = {kind: [line for line in lines if kept(line, at)] for kind, lines in SPAM.items()}
    assert sum(map(len, stays.values())) <= 0.1 * sum(map(len, SPAM.values())), stays


@pytest.mark.parametrize("at", [6, 12])
def test_sentences_that_speak_of_it_stay(at):
    assert [line for line in WITHOUT if not kept(line, at)] == []


def test_a_name_put_into_a_sentence_is_flagged_and_the_sentence_stays():
    line = "因此，js444金沙线路将围绕古籍的修复、登记和借阅提出几条建议，请各位读者在下月十五日之前写信告诉管理员，最好附上自己看过的书名、卷数和发现虫蛀的页码，信封上写明院子的门牌，以便统一回复和编号归档。"
    document = shanben.clean("\n".join([*ARTICLE, line]))
    assert line in document.text
    assert "spam.injected" in {flag.name for flag in document.flags}
