"""What a site repeats is learned from few pages, merged, stored, and taken out; what articles share stays."""

import json
from collections import Counter

import pytest

import shanben
from shanben import limits
from shanben.errors import ConfigError
from shanben.sites import Page, Sites, line_key, site_of
from site_pages import SHARED, TEMPLATES, pages

PLAIN = shanben.Config(script="keep", punctuation="keep")


def profile_of(host, count, path, quote=False):
    sites = Sites()
    for page in pages(host, count, seed=2, quote=quote):
        sites.learn(host, page.text)
    sites.save(path)
    return PLAIN.but(sites=str(path))


def f1(got, page):
    """Of lines, those with the page's title aside."""
    got, body = Counter(line for line in got.split("\n") if page.title not in line), Counter(page.body.split("\n"))
    common = sum((got & body).values())
    return 2 * common / (sum(got.values()) + sum(body.values()))


@pytest.mark.parametrize("host", TEMPLATES)
def test_three_pages_of_a_site_are_enough(host, tmp_path):
    config = profile_of(host, 3, tmp_path / "site.json")
    for page in pages(host, 5, seed=7):
        url = f"https://www.{host}/a.html"
        without, with_it = (shanben.clean(page.text, url=url, config=c).text for c in (PLAIN, config))
        assert set(page.body.split("\n")) <= set(with_it.split("\n"))
        assert f1(with_it, page) >= 0.9 > f1(without, page)


def test_another_site_is_left_alone(tmp_path):
    config = profile_of("news.example.com", 3, tmp_path / "site.json")
    page = next(pages("bbs.example.net", 1))
    url = "https://bbs.example.net/"
    assert shanben.clean(page.text, url=url, config=config).text == shanben.clean(page.text, url=url, config=PLAIN).text


def test_a_long_line_that_two_articles_share_stays(tmp_path):
    host = "blog.example.cn"
    sites = Sites()
    for page in (*pages(host, 4, seed=2), *pages(host, 1, seed=3, quote=True)):
        sites.learn(host, page.text)
    sites.save(tmp_path / "site.json")
    page = next(pages(host, 1, seed=4, quote=True))
    config = PLAIN.but(sites=str(tmp_path / "site.json"))
    assert SHARED in shanben.clean(page.text, url=f"https://{host}/", config=config).text


def test_a_copy_of_a_page_teaches_nothing():
    page = next(pages("blog.example.cn", 1))
    sites = Sites()
    assert sites.learn("x", page.text)
    assert not sites.learn("x", page.text.replace("标签", "标 签") + "\n共 3 人读过")
    assert sites.profile("x").pages(page.body.split("\n")[0]) == 1


def test_profiles_merge(tmp_path):
    whole, parts = Sites(), [Sites(), Sites()]
    for number, page in enumerate(pages("gov.example.org", 6)):
        whole.learn(page.host, page.text)
        parts[number >= 3].learn(page.host, page.text)
    parts[1].learn("other.example.org", "一页")
    merged = Sites()
    merged.merge([*parts, parts[0]])
    assert merged.profile("gov.example.org").counts == whole.profile("gov.example.org").counts
    merged.save(tmp_path / "site.json")
    assert Sites.load(tmp_path / "site.json").profile("gov.example.org").counts == whole.profile("gov.example.org").counts


def test_the_address_that_a_page_states_names_its_site(tmp_path):
    host = "news.example.com"
    config = profile_of(host, 3, tmp_path / "site.json")
    page = next(pages(host, 1, seed=9))
    rows = "".join(f"<p>{line}</p>" for line in page.text.split("\n"))
    html = f'<html><head><link rel="canonical" href="https://{host}/1.html"></head><body>{rows}</body></html>'
    assert "某某新闻 让城市被看见" not in shanben.clean(html, config=config).text


def test_caps(monkeypatch):
    monkeypatch.setattr(limits, "SITE_PAGES", 2)
    sites = Sites()
    assert [sites.learn("x", page.text) for page in pages("blog.example.cn", 3)] == [True, True, False]
    monkeypatch.setattr(limits, "SITE_LINES", 3)
    assert len(Page.of("一\n二\n三\n四").lines) == 3


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"v": 9, "sites": {}}', '{"v": 1, "sites": {"x": [[[1], "?"]]}}', '{"v": 1, "sites": {"x": [3]}}'],
)
def test_a_file_that_holds_no_profiles_is_refused(content, tmp_path):
    (tmp_path / "site.json").write_text(content)
    with pytest.raises(ConfigError, match="no profiles of sites"):
        Sites.load(tmp_path / "site.json")


def test_keys_fit_json():
    assert json.loads(json.dumps(line_key("\ud800 text"))) == line_key("\ud800text") < 2**53
    assert site_of("http://[bad") is None
