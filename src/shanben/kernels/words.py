"""The words of a text and their hashes: a run of ASCII letters and digits, or one ideograph."""

from __future__ import annotations

from collections.abc import Sequence


def hash_words(
    codes: Sequence[int], crc: Sequence[int], hashes: memoryview[int], start: memoryview[int], end: memoryview[int]
) -> int:
    """Write the CRC-32 of the UTF-8 of each word of a text, which is in lower case, and its span; how many words there are.

    `codes`: the text; `crc`: what each byte adds to a CRC-32; the others have as many places as the text has characters.
    """
    ones, byte = 0xFFFFFFFF, 0xFF
    count, value, within = 0, ones, False
    for at in range(len(codes)):
        code = codes[at]
        if 0x61 <= code <= 0x7A or 0x30 <= code <= 0x39:
            if not within:
                within, value, start[count] = True, ones, at
            value = crc[(value ^ code) & byte] ^ value >> 8
            continue
        if within:
            hashes[count], end[count], within = value ^ ones, at, False
            count += 1
        if 0x4E00 <= code <= 0x9FFF:
            value = ones
            value = crc[(value ^ (0xE0 | code >> 12)) & byte] ^ value >> 8
            value = crc[(value ^ (0x80 | code >> 6 & 0x3F)) & byte] ^ value >> 8
            value = crc[(value ^ (0x80 | code & 0x3F)) & byte] ^ value >> 8
            hashes[count], start[count], end[count] = value ^ ones, at, at + 1
            count += 1
    if within:
        hashes[count], end[count] = value ^ ones, len(codes)
        count += 1
    return count
