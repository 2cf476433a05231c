"""How much of some bytes is UTF-8: its sequences counted, and what breaks them."""

from __future__ import annotations


def sequences(data: bytes, size: int) -> tuple[int, int]:
    """How many sequences beyond ASCII of the first `size` bytes are whole, and how many errors stand among them.

    Errors are what Unicode recommends to replace by one U+FFFD each: the longest beginnings of sequences, and single bytes.
    """
    whole = broken = 0
    at = 0
    while at < size:
        lead = data[at]
        at += 1
        if lead < 0x80:
            continue
        least, most = 0x80, 0xBF
        if 0xC2 <= lead < 0xE0:
            more = 1
        elif 0xE0 <= lead < 0xF0:
            more = 2
            least = 0xA0 if lead == 0xE0 else least
            most = 0x9F if lead == 0xED else most
        elif 0xF0 <= lead < 0xF5:
            more = 3
            least = 0x90 if lead == 0xF0 else least
            most = 0x8F if lead == 0xF4 else most
        else:
            broken += 1
            continue
        while more > 0 and at < size and least <= data[at] <= most:
            least, most = 0x80, 0xBF
            at += 1
            more -= 1
        if more > 0:
            broken += 1
        else:
            whole += 1
    return whole, broken
