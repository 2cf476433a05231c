"""Bytes to text: `decode` finds the encoding, `decode_as` is told it.

The order of evidence: a byte order mark; valid UTF-8, which other encodings yield only by rare accident; what the bytes
look like, with the declaration of the header or the page as one more witness. No input fails: bytes that cannot be
read become U+FFFD, with their spans in `Decoded.errors`.

>>> decode("善本".encode("gbk"), declared="gb2312").encoding
'gb18030'
"""

from __future__ import annotations

import codecs
from typing import Final

from shanben.decoded import Decoded, Passage
from shanben.errors import SourceError
from shanben.reading import codec
from shanben.stages.decode.declared import declarations
from shanben.stages.decode.detect import detect
from shanben.stages.decode.mixed import passages_of

__all__ = ["decode", "decode_as"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks, the longer before the shorter that begins it."""


def decode(data: bytes, *, declared: str | None = None, media_type: str | None = None) -> Decoded:
    r"""`data` as text, in the encoding that the evidence speaks for.

    `declared`: the charset that came with the bytes, of an HTTP header say. A `media_type` of plain text means that no
    declaration is looked for inside.

    >>> decode(b"\xff\xfea\0").encoding
    'utf-16-le'
    >>> decode("Größe\n".encode("cp1252"), declared="iso-8859-1").text
    'Größe\n'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded.of_passages(data, [Passage(len(bom), len(data), encoding)], "bom", declared=declared)
    told = declarations(data, declared, media_type)
    label = told[0] if told else declared
    names = [name for name in map(codec, told) if name]
    found = detect(data, names)
    method = "declared" if found.encoding in names else "detected"
    passages = [Passage(0, len(data), found.encoding)]
    if found.text is not None:
        return Decoded(found.text, found.encoding, method, found.confidence, label, passages=tuple(passages), data=data)
    decoded = Decoded.of_passages(data, passages, method, declared=label, confidence=found.confidence)
    if found.encoding != "utf-8" or decoded.errors:
        passages = passages_of(data, found.encoding)
    if len(passages) == 1:
        return decoded
    return Decoded.of_passages(data, passages, method, declared=label, confidence=found.confidence)


def decode_as(data: bytes, encoding: str) -> Decoded:
    r"""`data` read by the codec that `encoding` names, whatever it looks like.

    Raises:
        SourceError: there is no such codec of text.

    >>> decode_as(b"a\xffb", "utf-8").errors
    ((1, 2),)
    """
    name = codec(encoding)
    if name is None:
        raise SourceError(f"no encoding of text is called {encoding!r}")
    start = next((len(bom) for bom, kind in _BOMS if kind.startswith(name) and data.startswith(bom)), 0)
    return Decoded.of_passages(data, [Passage(start, len(data), name)], "given", declared=encoding)
