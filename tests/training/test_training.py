"""The training command runs on a folder of the form that it asks for; a small one is enough to see it."""

import json

import numpy as np
import pytest

from shanben.stages.lines.model import Model
from shanben.training import lines, networks
from shanben.training.samples import aligned, grams, pages, squeeze

BODY = ["这是第一段正文，里面说的是一条河和一座桥的事情。", "这是第二段正文，里面说的是桥边的人家和他们的灯火。"]
CHROME = ["首页", "登录 | 注册", "责任编辑：某某", "版权所有 翻版必究"]


@pytest.fixture
def data(tmp_path):
    for number in range(9):
        rows = (
            [(text, "nav") for text in CHROME[:2]] + [(f"{number}{text}", "body") for text in BODY] + [(CHROME[3], "copyright")]
        )
        (tmp_path / "labelled").mkdir(exist_ok=True)
        text = "\n".join(json.dumps({"text": text, "label": label}, ensure_ascii=False) for text, label in rows)
        (tmp_path / "labelled" / f"{number}.jsonl").write_text(text, "utf-8")
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        html = "".join(f"<p>{text}" for text, _ in rows)
        (folder / f"{number}.html").write_text(f"<title>{number}</title>{html}", "utf-8")
        (folder / f"{number}.txt").write_text("\n".join(f"{number}{text}" for text in BODY), "utf-8")
        (folder / f"{number}.json").write_text('{"encoding": "utf8"}', "utf-8")
    return tmp_path


def test_it_learns_what_is_plain(data, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(lines, "FOLDS", 2)
    monkeypatch.setattr(networks, "BATCH", 8)
    monkeypatch.setattr(networks, "NETWORKS", 4)
    monkeypatch.setattr("sys.argv", ["train", str(data), "--out", str(tmp_path)])
    lines.main()
    for name in ("plain", "markup"):
        card = json.loads((tmp_path / f"lines-{name}.json").read_text("utf-8"))
        assert card["pages"] == 9
        assert min(card["cross-validated"].values()) > 0.8
        with np.load(tmp_path / f"lines-{name}.npz") as arrays:
            Model(**arrays)
    assert "cross-validated" in capsys.readouterr().out


def test_lines_are_aligned_with_the_text_in_its_order():
    truth = squeeze("".join(BODY))
    rows = [squeeze(text) for text in (BODY[1], "首页", BODY[0], BODY[1], "桥边的人家和他们的灯火")]
    assert aligned(rows, truth)[:4].tolist()[1:] == [0, 1, 1]
    assert sum(grams("一二三四五").values()) == 2


def test_a_page_is_shown_without_its_text(data):
    sample = pages(data / "pages")[0]
    shown = lines.thinned(sample, np.random.default_rng(0))
    assert sample.keep.any() and any(not one.keep.any() for one in shown)


def test_a_page_is_shown_with_little_of_its_text(data):
    sample = pages(data / "pages")[0]
    shown = [lines._shortened(sample, np.random.default_rng(seed)) for seed in range(40)]
    assert all((one.keep == 0).sum() == (sample.keep == 0).sum() for one in shown)
    assert {int(one.keep.sum()) for one in shown} == {1, 2}


def test_the_slope_of_the_expected_f_is_its_slope():
    random = np.random.default_rng(3)
    chance, counts = random.random((1, 9)), np.array([4, 5])
    batch = networks._Batch(
        np.empty(0), np.array([1, 0, 1, 0, 0, 1, 1, 0, 1.0]), np.ones(9), random.integers(1, 50, 9) * 1.0, counts
    )

    def expected(chance):
        right, kept, wanted = (
            np.add.reduceat(part, [0, 4])
            for part in (chance * batch.targets * batch.sizes, chance * batch.sizes, batch.targets * batch.sizes)
        )
        return (2 * right / (kept + wanted)).mean()

    steps = np.eye(9) * 1e-6
    slopes = [(expected(chance[0] + step) - expected(chance[0] - step)) / 2e-6 for step in steps]
    assert np.allclose(networks._rise(chance, batch)[0], slopes, atol=1e-4)


def test_batches_hold_whole_documents(monkeypatch):
    monkeypatch.setattr(networks, "BATCH", 6)
    found = networks._documents(np.array([4, 1, 3]), np.random.default_rng(0))
    rows, counts = next(found)
    assert len(rows) == counts.sum() >= 6
    assert sorted(rows.tolist()) == sorted(set(rows.tolist()))
