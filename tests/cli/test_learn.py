"""`learn` makes profiles, `--sites` uses them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from shanben.cli import command
from site_pages import pages


@pytest.fixture
def folder(tmp_path):
    for number, page in enumerate(pages("news.example.com", 4)):
        rows = "".join(f"<p>{line}</p>" for line in page.text.split("\n"))
        head = f'<link rel="canonical" href="https://{page.host}/{number}.html">'
        (tmp_path / f"{number}.html").write_text(f"<html><head>{head}</head><body>{rows}</body></html>", "utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)


def test_learn_and_use(folder):
    learned = run("learn", *sorted(folder.glob("[012].html")), folder / "2.html", "-o", folder / "site.json")
    assert "news.example.com 3" in learned.stderr
    slogan = "某某新闻 让城市被看见"
    assert slogan in run("clean", folder / "3.html").stdout
    assert slogan not in run("clean", "--sites", folder / "site.json", folder / "3.html").stdout


def test_learning_goes_on(folder):
    for number in range(3):
        learned = run("learn", "--site", "x", folder / f"{number}.html", "-o", folder / "site.json")
    assert "pages held: x 3" in learned.stderr


def test_a_page_of_no_site_is_told(tmp_path):
    page = Path(tmp_path / "page.html")
    page.write_text("<p>一页</p>", "utf-8")
    learned = run("learn", page, "-o", tmp_path / "site.json")
    assert learned.return_value == 3
    assert "--site" in learned.stderr
