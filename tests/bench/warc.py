"""The two readers of WARC files side by side: python tests/bench/warc.py (needs fastwarc and warcio)."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from crawl import make
from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as Warcio


def by_fastwarc(path: Path) -> int:
    """Bytes of the payloads."""
    records = ArchiveIterator(str(path), record_types=WarcRecordType.response, parse_http=True)
    return sum(len(record.reader.read()) for record in records)


def by_warcio(path: Path) -> int:
    """Bytes of the payloads."""
    with path.open("rb") as stream:
        return sum(len(record.content_stream().read()) for record in Warcio(stream) if record.rec_type == "response")


def main() -> None:
    """Print MB/s of payload, the best of three runs of each."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "crawl", 20_000)
        for reader in (by_fastwarc, by_warcio):
            speeds = []
            for _ in range(3):
                begin = time.process_time()
                size = reader(Path(folder) / "crawl" / "pages.warc.gz")
                speeds.append(size / (time.process_time() - begin) / 1e6)
            print(f"{reader.__name__}: {max(speeds):.0f} MB/s")


if __name__ == "__main__":
    main()
