"""Files as streams of bytes: plain, gzip or zstd, by their last suffix."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final, cast

from shanben.io.extras import needed

# A kilobyte of zstd may unpack to 32 MB (repeated blocks of four bytes), and must not become more at a time.
_ZSTD_STEP: Final = 2**10
_BUFFER: Final = 2**18

DAMAGED: Final = (OSError, EOFError, zlib.error)
"""What reading a damaged or truncated file raises."""


def plain_name(path: Path) -> Path:
    """The path without the suffix of its compression.

    >>> str(plain_name(Path("a/b.jsonl.gz")))
    'a/b.jsonl'
    """
    return path.with_suffix("") if path.suffix in (".gz", ".zst") else path


def unpacked(path: Path, raw: IO[bytes]) -> IO[bytes]:
    """What `raw`, the open file of that path, holds when it is unpacked; gzip members and zstd frames follow each other.

    Reading it raises one of `DAMAGED` where the file is damaged or cut off.
    """
    if path.suffix == ".gz":
        return cast(IO[bytes], io.BufferedReader(gzip.GzipFile(fileobj=raw, mode="rb"), _BUFFER))
    if path.suffix == ".zst":
        return io.BufferedReader(_Frames(raw), _BUFFER)
    return raw


def packed(data: bytes, compression: str | None) -> bytes:
    """The bytes as one gzip member ("gz") or zstd frame ("zst"), the same for the same bytes; None leaves them.

    >>> gzip.decompress(packed(b"one", "gz") + packed(b"two", "gz"))
    b'onetwo'
    """
    if compression == "gz":
        return gzip.compress(data, 6, mtime=0)
    return cast(bytes, needed("zstandard").ZstdCompressor(level=6).compress(data)) if compression == "zst" else data


class _Frames(io.RawIOBase):
    """The frames of a zstd file as one stream. The library's own reader does not tell when the last one is cut off."""

    def __init__(self, raw: IO[bytes]) -> None:
        zstd = needed("zstandard")
        self._new: Callable[[], Any] = zstd.ZstdDecompressor().decompressobj
        self._error: type[Exception] = zstd.ZstdError
        self._raw = raw
        self._frame: Any = None
        self._packed = b""
        self._unpacked = memoryview(b"")  # of which parts are taken without copying the rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._unpacked and self._more():
            pass
        part, self._unpacked = self._unpacked[: len(buffer)], self._unpacked[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def _more(self) -> bool:
        """Unpack the next bytes of the file; False at its end."""
        data = self._packed or self._raw.read(_ZSTD_STEP)
        if not data:
            if self._frame:
                raise EOFError("the last zstd frame is cut off")
            return False
        frame = self._frame or self._new()
        try:
            self._unpacked = memoryview(frame.decompress(data))
        except self._error as error:
            raise OSError(str(error)) from error
        self._frame, self._packed = (None, frame.unused_data) if frame.eof else (frame, b"")
        return True
