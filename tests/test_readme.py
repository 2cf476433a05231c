"""The README tells the truth: its examples run, and its commands are those that are tested."""

import doctest
import json
import re
from pathlib import Path

import shanben
from shanben.config import CHOICES, PRESETS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_examples(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).failed == 0


def test_the_test_command_is_what_ci_runs():
    command = re.search(r"\.venv/bin/python (-m pytest .*)\n", README)[1]
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_option_and_preset_is_told():
    for name, choices in CHOICES.items():
        row = next(line for line in README.splitlines() if line.startswith(f"| `{name}` |"))
        assert re.findall(r"`([\w-]+)`", row)[1:] == list(choices), name
    assert re.findall(r"`(\w+)` \(", README[README.index("Presets:") :])[: len(PRESETS)] == list(PRESETS)


def test_the_record_is_as_shown():
    shown = json.loads(re.search(r"## The record.*?```json\n(.*?)```", README, re.DOTALL)[1])
    record = shanben.clean(ROOT / "fixtures" / "pages" / "bookstall.html").to_dict()
    assert list(shown) == list(record)
    for key in ("source", "decode", "script", "edits"):
        assert list(shown[key]) == list(record[key])
