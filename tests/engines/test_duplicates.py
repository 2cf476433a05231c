"""Runs tell which documents repeat earlier ones, however they are interrupted and wherever they run."""

import json

import pytest

from shanben.engines import local, partitions
from shanben.engines.local import run

SENTENCES = [
    "梅雨过后，管理员把楼上的旧书搬到院子里，一本一本摊开在竹席上，远远闻着像一锅还没有开的茶。",
    "昨夜的大雨把河水抬到了桥面上，住在下游的人家天没有亮就开始往高处搬粮食和牲口。",
    "他在车站等了三个小时，买到一张去北方的站票，行李里只有两件衣服和半本没有读完的词典。",
]

LONG = (
    "修桥的石匠从山里请来，每天清早敲打到天黑，孩子们把碎石子装在口袋里，当作最好的玩具。"
    "到了秋天，新桥终于合拢，村里摆了十二桌酒席，最老的石匠坐在上首，却只喝了一小杯。"
)


@pytest.fixture
def crawl(tmp_path):
    """Two files: texts, the same again, one of them nearly so, one in the other script, and one without a letter."""
    folder = tmp_path / "crawl"
    folder.mkdir()
    first = [*SENTENCES, LONG, LONG + "后来水退了。", SENTENCES[0]]
    second = ["……", SENTENCES[2].replace("个", "個").replace("张", "張"), "一段没有人写过的话，放在最后。"]
    for name, texts in (("a", first), ("b", second)):
        rows = (json.dumps({"text": text}, ensure_ascii=False) for text in texts)
        (folder / f"{name}.jsonl").write_text("\n".join(rows), "utf-8")
    return folder


def told(folder):
    rows = [json.loads(line) for line in (folder / "duplicates.jsonl").read_text("utf-8").splitlines()]
    return [(row["place"]["file"][-7], row["place"]["row"], row["first"]["file"][-7], row["first"]["row"]) for row in rows]


EXPECTED = [("a", 4, "a", 3), ("a", 5, "a", 0), ("b", 1, "a", 2)]


@pytest.mark.parametrize("form", ["jsonl", "text"])
@pytest.mark.parametrize("workers", [0, 2])
def test_a_run_marks_duplicates(crawl, tmp_path, form, workers):
    account = run([crawl], tmp_path / "out", duplicates=True, form=form, workers=workers)
    assert told(tmp_path / "out") == EXPECTED
    assert account["counts"]["duplicates"] == {"marked": 3}


def test_without_the_option_nothing_is_marked(crawl, tmp_path):
    assert "duplicates" not in run([crawl], tmp_path / "out", workers=0)["counts"]
    assert not (tmp_path / "out" / "duplicates.jsonl").exists()


def test_an_interrupted_run_marks_the_same(crawl, tmp_path, monkeypatch):
    monkeypatch.setattr(local, "COMMIT_DOCUMENTS", 2)

    def stop(state, _):
        if state.read == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([crawl], tmp_path / "out", duplicates=True, workers=0, told=stop)
    run([crawl], tmp_path / "out", duplicates=True, workers=0, resume=True)
    run([crawl], tmp_path / "whole", duplicates=True, workers=0)
    for name in ("marks.jsonl", "duplicates.jsonl", "records.jsonl"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_partitions_are_compared_with_each_other(crawl, tmp_path):
    def execute(work, numbers):
        for number in reversed(numbers):
            work(number)

    account = partitions.run([crawl], tmp_path / "out", execute, resume=False, duplicates=True)
    assert told(tmp_path / "out") == EXPECTED
    assert account["counts"]["duplicates"] == {"marked": 3}
