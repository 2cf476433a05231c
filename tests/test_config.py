"""Options are checked where they are given, and the message says what to do."""

import pytest

from shanben.config import Config
from shanben.errors import ConfigError


def test_a_wrong_value_names_the_right_ones():
    with pytest.raises(ConfigError, match=r'provenance="all" is not known; it is one of map, none, full'):
        Config(provenance="all")


def test_a_wrong_name_suggests_the_right_one():
    with pytest.raises(ConfigError, match="no option 'scirpt'; is 'script' meant"):
        Config.of({"scirpt": "hans"})


def test_a_wrong_preset():
    with pytest.raises(ConfigError, match='preset="best"'):
        Config.of({"preset": "best"})


def test_rules_are_a_list_of_paths():
    assert Config(rules=["a.toml"]).rules == ("a.toml",)
    with pytest.raises(ConfigError, match="not a list of paths"):
        Config(rules="a.toml")


def test_presets_and_options_on_top():
    assert Config.of({}) == Config()
    assert Config.of({"preset": "archive"}).script == "keep"
    assert Config.of({"preset": "archive", "script": "hant"}).script == "hant"


def test_a_file(tmp_path):
    path = tmp_path / "shanben.toml"
    path.write_text('[other]\nx = 1\n[shanben]\nscript = "hans"\n', "utf-8")
    assert Config.load(path) == Config(script="hans")
    path.write_text('script = "hant"\n', "utf-8")
    assert Config.load(path) == Config(script="hant")


@pytest.mark.parametrize("content", [b"script = ", b'\xff\xfe = "x"', b'script = "latin"', b"shanben = 3"])
def test_a_bad_file_is_named(tmp_path, content):
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"bad\.toml"):
        Config.load(path)
    with pytest.raises(ConfigError, match=r"none\.toml"):
        Config.load(tmp_path / "none.toml")


def test_the_digest_is_that_of_the_options():
    assert Config().digest == Config.of({"preset": "corpus"}).digest
    assert len({Config(script=script).digest for script in ("keep", "hans", "hant")}) == 3
    assert Config().but(script="hans") == Config(script="hans")
