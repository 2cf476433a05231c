"""The review page in a browser: Debian's Chromium, driven by Playwright; left out where these are not installed."""

import json
import random
import shutil
import time

import pytest

import shanben
from shanben.report import write_report

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

DOCUMENTS = 10_000
ARTICLE = "版權所有 © 某某網\n\n春\u200b天(tiān)來了,萬物生長。\n書攤開(kāi)了三十年,街坊都來。\n京ICP备00000000号-1\n"
HOSTILE = (
    "<script>window.ran = 1</script>\n<img src=x onerror='window.ran = 2'>\n<a href=\"javascript:window.ran = 3\">點這裡</a>\n"
    "<svg onload='window.ran = 4'></svg>\n</script></style></table><iframe srcdoc='<script>parent.ran = 5</script>'></iframe>\n"
    "\u202e反\u202c 𠮷\x00\x1b字。\n"
)


def many():
    """Ten thousand records: a few clean documents under many names, each with text of its own."""
    rng = random.Random(7)
    letters = [chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(3000)]
    first = [shanben.clean(ARTICLE, config=shanben.Config(provenance="full")).to_dict() for _ in range(20)]
    failed = {"status": "failed", "reason": "binary data: PNG image", "source": {"uri": "x.png"}}
    for number in range(DOCUMENTS - 1):
        record = first[number % len(first)]
        text = record["text"] + "\n" + "\n".join("".join(rng.choices(letters, k=60)) for _ in range(15))
        uri = f"https://example.org/{number}.html"
        yield {**record, "id": f"{number:016x}", "text": text, "source": {**record["source"], "uri": uri}}
    yield failed


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = tmp_path_factory.mktemp("review") / "large.html"
    with path.open("w", encoding="utf-8") as out:
        write_report(many(), out, title="Ten thousand")
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("review") / "small.html"
    config = shanben.Config(provenance="full")
    kept = config.but(boilerplate="keep", punctuation="keep")
    made = [
        shanben.clean(ARTICLE, url="https://example.org/a", config=config).to_dict(),
        shanben.clean(HOSTILE, url="javascript:window.ran = 6", media_type="text/plain", config=kept).to_dict(),
        shanben.clean(f"<title>{HOSTILE}</title><p>{HOSTILE}</p>", media_type="text/html", config=kept).to_dict(),
        shanben.clean("春\u200b天來了。", config=config.but(provenance="map")).to_dict(),
    ]
    with path.open("w", encoding="utf-8") as out:
        write_report(made, out, title=HOSTILE)
    return path


def opened(browser, path, **options):
    page = browser.new_context(**options).new_page()
    page.faults, page.asked = [], []
    page.on("console", lambda message: page.faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector("body[data-ready]")
    return page


@pytest.fixture
def page(browser, small):
    page = opened(browser, small)
    yield page
    assert page.faults == []
    assert len([url for url in page.asked if not url.startswith("blob:")]) == 1
    page.context.close()


def look_at(page, number):
    page.locator("#list button").nth(number).click()
    page.wait_for_selector("#document:not([hidden])")


def test_ten_thousand_documents(browser, large):
    start = time.perf_counter()
    page = opened(browser, large)
    assert time.perf_counter() - start <= 3
    assert page.locator("#list button").count() == 50
    for kind, value in (("status", "failed"), ("status", "ok"), ("rule", "repair.invisible"), ("label", "icp")):
        took = page.evaluate(
            """([kind, value]) => {
                const select = document.getElementById(kind);
                select.value = [...select.options].find((option) => option.textContent === value).value;
                return Math.min(...[1, 2, 3].map(() => {
                    const start = performance.now();
                    select.dispatchEvent(new Event("input", { bubbles: true }));
                    document.body.getBoundingClientRect();
                    return performance.now() - start;
                }));
            }""",
            [kind, value],
        )
        assert took <= 200, (kind, value)
    page.locator("#clear").click()
    page.locator("#search").fill("/9998.html")
    assert page.locator("#found").inner_text() == "1 document of 10,000"
    look_at(page, 0)
    assert "https://example.org/9998.html" in page.locator("#card").inner_text()
    assert page.faults == []
    page.context.close()


def test_source_and_text_side_by_side(page):
    made = shanben.clean(ARTICLE).to_dict()
    look_at(page, 0)
    assert page.locator("#rows tr.dropped .label").all_inner_texts() == ["copyright", "icp"]
    row = page.locator("#rows tr", has_text="萬物生長").first
    assert row.locator("td").nth(1).inner_text() == "春U+200B天(tiān)來了,萬物生長。"
    assert row.locator("td").nth(2).inner_text() == made["text"].split("\n")[0]
    row.locator("del").first.hover()
    assert page.locator("#tip b").inner_text() == "repair.invisible"


def test_what_was_removed_and_not_recorded_is_said(page):
    look_at(page, 3)
    assert "[1 character, not recorded]" in page.locator("#rows del").first.inner_text()


def test_keys_and_marks(page):
    look_at(page, 0)
    page.keyboard.press("j")
    assert page.locator("#change-shown").inner_text().startswith("1 of ")
    assert "copyright" in page.locator("#tip").inner_text()
    page.keyboard.press("w")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator("#rows .label", has_text="body").first.click()
    page.keyboard.press("w")
    page.keyboard.press("w")
    with page.expect_download() as download:
        page.locator("#save").click()
    marks = json.loads(download.value.path().read_text("utf-8"))["marks"]
    assert [(mark["verdict"], mark["rule"]) for mark in marks] == [("wrong", "lines.copyright"), ("right", "repair.invisible")]
    assert marks[0]["before"].startswith("版權所有 © 某某網")
    page.keyboard.press("n")
    page.locator("#card .told", has_text="javascript").wait_for()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def test_the_browser_goes_back(page):
    look_at(page, 0)
    page.keyboard.press("n")
    page.wait_for_url("**#2")
    page.go_back()
    page.wait_for_url("**#1")
    page.go_back()
    page.wait_for_selector("#overview:not([hidden])")


def test_a_page_that_is_cut_off_says_so(browser, small, tmp_path):
    path = tmp_path / "cut.html"
    html = small.read_text("utf-8")
    path.write_text(html[: html.index('<script type="text/plain" id="chunk-0">')], "utf-8")
    page = opened(browser, path)
    page.locator("#list button").first.click()
    page.locator("#summary", has_text="cut off").wait_for()
    page.context.close()


def test_a_long_document(browser, tmp_path):
    path = tmp_path / "long.html"
    text = "".join(f"第{number}行\u200b文字。\n" for number in range(20_000))
    with path.open("w", encoding="utf-8") as out:
        write_report([shanben.clean(text, config=shanben.Config(provenance="full")).to_dict()], out, title="Long")
    page = opened(browser, path)
    start = time.perf_counter()
    look_at(page, 0)
    assert time.perf_counter() - start < 5
    assert page.locator("#rows tr").count() == 1500
    page.locator("#more").click()
    assert page.locator("#rows tr").count() == 3000
    page.context.close()


def test_hostile_text_is_text(page):
    for number in range(3):
        look_at(page, number)
        page.locator("#markup").check()
        page.wait_for_timeout(50)
        page.locator("#markup").uncheck()
    assert page.evaluate("window.ran") is None
    assert page.locator("main a, main img, main svg, main iframe, main script, #list a").count() == 0


@pytest.mark.parametrize(
    "options", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": {"width": 400, "height": 800}}], ids=str
)
def test_accessibility(browser, small, options):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(browser, small, bypass_csp=True, **options)  # for axe, which is a script of another origin
    for view in ("overview", "document"):
        if view == "document":
            look_at(page, 0)
            page.keyboard.press("j")
        found = axe.run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()
