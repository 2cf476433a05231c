"""What each command besides `clean` says, and its exit code."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shanben
from shanben.cli import main
from shanben.cli.diff import unified
from shanben.names import EDITS, FLAGS

PAGE = str(Path(__file__).parent.parent.parent / "fixtures" / "pages" / "bookstall.html")


@pytest.fixture
def ct(monkeypatch, capsysbinary):
    """Run the command in this process: its exit code, standard output and standard error."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["clean-text", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsysbinary.readouterr()
        return ended.value.code or 0, out.decode(), err.decode()

    return run


@pytest.fixture
def texts(tmp_path):
    clean, dirty = tmp_path / "clean.txt", tmp_path / "dirty.txt"
    clean.write_text("春天來了。\n", "utf-8")
    dirty.write_text("春\u200b天來了。\n第二行。\n京ICP备00000000号-1\n", "utf-8")
    return clean, dirty


def test_check(ct, texts):
    clean, dirty = texts
    assert ct("check", clean) == (0, "", "")
    code, out, _ = ct("check", clean, dirty)
    assert code == 1
    assert out == f"{dirty}: 2 changes: repair.invisible 1, lines.icp 1\n"
    assert ct("check", dirty, "none.txt")[0] == 3
    told = [json.loads(line) for line in ct("check", "--json", clean, dirty)[1].splitlines()]
    assert [row["changed"] for row in told] == [False, True]
    assert told[1]["rules"] == {"repair.invisible": 1, "lines.icp": 1}


def test_explain(ct, texts):
    _, dirty = texts
    code, out, _ = ct("explain", dirty)
    assert code == 0
    assert "1:2  repair.invisible    春[-<U+200B>-]天來了。⏎第二行" in out
    assert "zh.icp" in out
    assert EDITS["repair.invisible"] in out
    told = json.loads(ct("explain", "--json", dirty)[1])
    assert told["edits"][0]["why"] == EDITS["repair.invisible"]
    assert [(line["label"], line["text"]) for line in told["lines"]][-1] == ("icp", "京ICP备00000000号-1")


def test_explain_a_part(ct, texts):
    _, dirty = texts
    rules = [edit["rule"] for edit in json.loads(ct("explain", "--json", "--span", "0:2", dirty)[1])["edits"]]
    assert rules == ["repair.invisible"]
    assert json.loads(ct("explain", "--json", "--rule", "lines", dirty)[1])["edits"][0]["rule"] == "lines.icp"


def test_explain_shows_no_character_that_a_terminal_obeys(ct, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("紅\x1b[31m字\x07。\n", "utf-8")
    out = ct("explain", path)[1]
    assert not set(out) & {"\x1b", "\x07"}


def test_inspect(ct, texts):
    _, dirty = texts
    code, out, _ = ct("inspect", PAGE)
    assert code == 0
    assert "encoding  gb18030 (declared), 0 errors" in out
    assert "damage    repair.reading 8: " in out
    assert json.loads(ct("inspect", "--json", dirty)[1])["damage"] == {"repair.invisible": 1}


def test_restore(ct, texts, tmp_path):
    _, dirty = texts
    records = tmp_path / "records.jsonl"
    ct("--json", "--provenance", "full", "-o", records, dirty, PAGE)
    ids = [json.loads(line)["id"] for line in records.read_text("utf-8").splitlines()]
    assert ct("restore", "--id", ids[0], records) == (0, dirty.read_text("utf-8"), "")
    assert [json.loads(line)["id"] for line in ct("restore", "--json", records)[1].splitlines()] == ids
    assert "several records" in ct("restore", records)[2]
    assert ct("restore", "--id", "x", records)[::2] == (2, f"clean-text: {records}: no record with id x\n")


def test_restore_needs_full_provenance(ct, tmp_path):
    records = tmp_path / "records.jsonl"
    ct("--json", "-o", records, PAGE)
    code, _, err = ct("restore", records)
    assert code == 2
    assert 'make it with provenance="full"' in err


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_record(ct, tmp_path, content):
    path = tmp_path / "records.jsonl"
    path.write_bytes(content + b"\n")
    for command in ("restore", "verify"):
        code, out, err = ct(command, path)
        assert (code, out) == (2, "")
        assert "line 1" in err


def test_verify(ct, texts, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    records = tmp_path / "records.jsonl"
    ct("--json", "-o", records, "clean.txt", "dirty.txt", PAGE)
    assert ct("verify", records) == (0, "", "3 records: 3 agree, 0 differ, 0 without source\n")
    Path("clean.txt").write_text("夏天。", "utf-8")
    code, _, err = ct("verify", records)
    assert code == 1
    assert "clean.txt: the source has changed" in err
    Path("dirty.txt").unlink()
    code, _, err = ct("verify", records)
    assert code == 3
    assert "3 records: 1 agree, 1 differ, 1 without source" in err


def test_verify_sees_a_changed_text(ct, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("春\u200b天來了。", "utf-8")
    ct("--json", "-o", "records.jsonl", "a.txt")
    records = Path("records.jsonl")
    records.write_text(records.read_text("utf-8").replace('"春天', '"秋天'), "utf-8")
    assert "the edits do not lead from the source to the text" in ct("verify", records)[2]


def test_rules(ct, tmp_path):
    code, out, _ = ct("rules")
    assert code == 0
    assert {"repair.reading", "zh.icp"} <= {line.split()[0] for line in out.splitlines()}
    assert {line.split()[1] for line in ct("rules", "list", "--label", "icp")[1].splitlines()} == {"icp:"}
    assert "京ICP" in ct("rules", "show", "zh.icp")[1]
    assert EDITS["repair.reading"] in ct("rules", "show", "repair.reading")[1]
    path = tmp_path / "my.toml"
    path.write_text('[[rule]]\nid = "my"\nlabel = "nav"\nmatch = "x"\nwhy = "w"\nyes = ["y"]\nno = ["n"]\n', "utf-8")
    code, _, err = ct("rules", "test", path)
    assert code == 2
    assert "my: misses 'y'" in err


def test_names_are_those_of_the_stages():
    """Every rule that a stage writes down is told, and no other."""
    stages = Path(shanben.__file__).parent / "stages"
    text = "\n".join(path.read_text("utf-8") for path in [*stages.rglob("*.py"), stages.parent / "cleaner.py"])
    written = set(re.findall(r'"((?:decode|markup|repair|script|typography|spam)\.[a-z0-9.-]+?)\.?"', text))
    known = {*EDITS, *FLAGS}
    assert [name for name in written if not any(f"{name}.".startswith(f"{rule}.") for rule in known)] == []


def patched(source, diff):
    """What `patch` makes of a text and a unified diff."""
    lines = [part + "\n" for part in source.split("\n")]
    lines[-1:] = [] if lines[-1] == "\n" else [lines[-1][:-1]]
    out, at = [], 0
    for line in diff[2:]:
        if line.startswith("@@"):
            start, _, size = line.split()[1][1:].partition(",")
            place = int(start) - (size != "0")
            out += lines[at:place]
            at = place
        elif line.startswith("\\"):
            continue
        else:
            body = line[1:].removesuffix("\n\\ No newline at end of file\n")
            if line[0] in " -":
                assert lines[at] == body
                at += 1
            if line[0] in " +":
                out.append(body)
    return "".join(out + lines[at:])


LINES = st.lists(
    st.sampled_from(["春\u200b天來了。", "第二行。", "京ICP备00000000号-1", "版權所有 © 某某網", "", "A&nbsp;b", "一\r"]),
    max_size=30,
)


@given(LINES)
def test_a_diff_is_a_patch(lines):
    source = "\n".join(lines)
    document = shanben.clean(source)
    diff = list(unified("a", document))
    assert patched(source, diff) == document.text if diff else source == document.text


def test_a_diff_shows_three_lines_around(ct, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("".join(f"第{n}行文字。\n" for n in range(20)).replace("第9", "第\u200b9"), "utf-8")
    code, out, _ = ct("diff", path)
    assert code == 1
    assert out.splitlines()[2:] == [
        "@@ -7,7 +7,7 @@", " 第6行文字。", " 第7行文字。", " 第8行文字。", "-第\u200b9行文字。", "+第9行文字。", " 第10行文字。", " 第11行文字。", " 第12行文字。",
    ]  # fmt: skip
