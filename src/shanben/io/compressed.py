"""Files as streams of bytes: plain, gzip or zstd, by their last suffix."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any, Final, cast

from shanben.io.extras import needed

# A kilobyte of zstd may unpack to 32 MB (repeated blocks of four bytes), and must not become more at a time.
_STEP: Final = 2**10
_BUFFER: Final = 2**18
_GZIP: Final = 16 + zlib.MAX_WBITS

DAMAGED: Final = (OSError, EOFError)
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
        return io.BufferedReader(_Unpacked(raw, partial(zlib.decompressobj, _GZIP), zlib.error, "gzip"), _BUFFER)
    if path.suffix == ".zst":
        zstd = needed("zstandard")
        return io.BufferedReader(_Unpacked(raw, zstd.ZstdDecompressor().decompressobj, zstd.ZstdError, "zstd"), _BUFFER)
    return raw


def packed(data: bytes, compression: str | None) -> bytes:
    """The bytes as one gzip member ("gz") or zstd frame ("zst"), the same for the same bytes; None leaves them.

    >>> gzip.decompress(packed(b"one", "gz") + packed(b"two", "gz"))
    b'onetwo'
    """
    if compression == "gz":
        return gzip.compress(data, 6, mtime=0)
    return cast(bytes, needed("zstandard").ZstdCompressor(level=6).compress(data)) if compression == "zst" else data


class _Unpacked(io.RawIOBase):
    """What members of gzip or frames of zstd hold, as one stream, up to the very byte at which they are cut off or damaged.

    Python's reader of gzip keeps back what it has unpacked when an error follows, that of zstandard does not tell of a last frame
    that is cut off.
    """

    def __init__(self, raw: IO[bytes], new: Callable[[], Any], error: type[Exception], name: str) -> None:
        self._raw, self._new, self._error, self._name = raw, new, error, name
        self._member: Any = None
        self._behind = False  # whether the first one is
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
        data = self._packed or self._raw.read(_STEP)
        if not data:
            if self._member:
                raise EOFError(f"the {self._name} data are cut off at byte {self._raw.tell()}")
            return False
        if self._behind and not self._member and not (data := data.lstrip(b"\0")):  # padding, as of tapes
            self._packed = b""
            return True
        member = self._member or self._new()
        try:
            self._unpacked = memoryview(member.decompress(data))
        except self._error as error:
            what = str(error).rpartition(": ")[2]
            raise OSError(f"the {self._name} data are damaged before byte {self._raw.tell()}: {what}") from error
        self._member, self._packed = (None, member.unused_data) if member.eof else (member, b"")
        self._behind = self._behind or member.eof
        return True
