"""A crawl that never was: documents of mixed sizes, scripts and encodings, HTML and text, in files of every kind."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

Document = tuple[bool, str, bytes]  # whether it is HTML, its encoding, its bytes

_WORDS = {
    "gb18030": "春天 来了 我们 公园 里的 花 开了 很多 孩子 在 河边 放风筝 老人 说 今年 的 雨水 比 往年 多 一些",
    "big5": "春天 來了 我們 公園 裡的 花 開了 很多 孩子 在 河邊 放風箏 老人 說 今年 的 雨水 比 往年 多 一些",
    "utf-8": "春天 來了 我們 公園 里的 花 开了 很多 孩子 在 河邊 放风筝 今年 比 往年 多 日本 書店 café",
    "windows-1251": "весна пришла и дети пошли гулять в парк у реки где цвели деревья и пели птицы",
    "latin-1": "le printemps est arrivé et les enfants sont allés au parc près de la rivière où chantaient des oiseaux",
    "ascii": "spring has come and the children went to the park by the river where the trees were in bloom",
}
_CHROME = (
    '<div class="nav"><a href="/">首页</a> | <a href="/n">新闻</a></div>',
    '<div class="footer">Copyright ? 2010-2024 版权所有</div>',
)


def make(folder: Path, documents: int, seed: int = 0) -> None:
    """Put so many documents into a folder: half in WARC files, the rest as lines, rows, and files of their own."""
    folder.mkdir(parents=True)
    source = _documents(random.Random(seed))
    _warc(folder / "pages.warc.gz", islice(source, documents // 2))
    _lines(folder / "lines.jsonl.gz", islice(source, documents // 4))
    _rows(folder / "rows.parquet", islice(source, documents // 8))
    rest = documents - documents // 2 - documents // 4 - documents // 8
    for number, (html, _, data) in enumerate(islice(source, rest)):
        path = folder / "files" / f"{number // 1000:04d}" / f"{number:06d}.{'html' if html else 'txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _documents(rng: random.Random) -> Iterator[Document]:
    """Documents without end; of 1000 about one is no text at all."""
    while True:
        encoding = rng.choice(list(_WORDS))
        words = _WORDS[encoding].split()
        html = rng.random() < 0.5
        lines = [_line(rng, words, encoding) for _ in range(min(200, int(rng.lognormvariate(0.3, 1.3))) + 1)]
        text = _page(lines, encoding) if html else "\n".join(lines)
        data = b"\x89PNG\r\n\x1a\n" + bytes(100) if rng.random() < 0.001 else text.encode(encoding, "replace")
        yield html, encoding, data


def _line(rng: random.Random, words: list[str], encoding: str) -> str:
    joint = " " if encoding in ("windows-1251", "latin-1", "ascii") else ""
    end = rng.choice((". ", "! ")) if joint else rng.choice("。！,")
    return "".join(joint.join(rng.choices(words, k=rng.randint(4, 20))) + end for _ in range(rng.randint(1, 3)))


def _page(lines: list[str], encoding: str) -> str:
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    head = f'<html><head><meta charset="{encoding}"><title>{lines[0][:20]}</title></head>'
    return f"{head}<body>{_CHROME[0]}{body}{_CHROME[1]}</body></html>"


def _warc(path: Path, documents: Iterable[Document]) -> None:
    with path.open("wb") as out:
        for number, (html, encoding, data) in enumerate(documents):
            kind = "text/html" if html else "text/plain"
            block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset={encoding}\r\n\r\n".encode() + data
            told = {
                "WARC-Type": "response",
                "WARC-Record-ID": f"<urn:uuid:{number}>",
                "WARC-Target-URI": f"http://e.org/{number}",
            }
            told |= {"WARC-Date": "2024-05-12T08:30:00Z", "Content-Type": "application/http; msgtype=response"}
            head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items())
            out.write(gzip.compress(f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n", 1))


def _lines(path: Path, documents: Iterable[Document]) -> None:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as out:
        for number, (_, encoding, data) in enumerate(documents):
            row = {"id": number, "text": data.decode(encoding, "replace")}
            out.write(json.dumps(row, ensure_ascii=False) + "\n" if number % 1000 != 7 else "no JSON\n")


def _rows(path: Path, documents: Iterable[Document]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [data for _, _, data in documents]
    columns: dict[str, Any] = {"text": texts, "id": range(len(texts))}
    pq.write_table(pa.table(columns), path)
