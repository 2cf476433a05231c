"""How much of some bytes is UTF-8: its sequences counted, and what breaks them; and where it stands."""

from __future__ import annotations


def sequences(data: bytes, size: int, odds: int) -> tuple[int, int]:
    """How many sequences beyond ASCII of the first `size` bytes are whole, and how many errors stand among them.

    Errors are what Unicode recommends to replace by one U+FFFD each: the longest beginnings of sequences, and single bytes. The
    count ends where there cannot be `odds` whole ones for each error any more, whatever follows.
    """
    whole = broken = 0
    at = 0
    while at < size:
        if data[at] < 0x80:
            at += 1
            continue
        end = _sequence(data, at, size)
        if end > 0:
            whole += 1
        else:
            broken += 1
            end = -end
            if odds * broken > whole + (size - end) // 2:
                break
        at = end
    return whole, broken


def stretches(data: bytes, enough: int, shortest: int) -> list[tuple[int, int]]:
    """Where whole sequences, and ASCII, stand side by side, on `shortest` bytes or more, and tell `enough`.

    Sequences of three bytes and more tell 2, those of two 1.
    """
    found: list[tuple[int, int]] = []
    size = len(data)
    start = at = tells = 0
    while at <= size:
        # Behind the last byte is what is not whole.
        end = -size - 1 if at == size else at + 1 if data[at] < 0x80 else _sequence(data, at, size)
        if end > 0:
            tells += min(end - at - 1, 2)
            at = end
        else:
            if tells >= enough and at - start >= shortest:
                found.append((start, at))
            at = start = -end
            tells = 0
    return found


def _sequence(data: bytes, at: int, size: int) -> int:
    """Where the sequence that a high byte begins ends; if it is not whole, where its longest beginning does, less than 0."""
    lead = data[at]
    at += 1
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
        return -at
    while more > 0 and at < size and least <= data[at] <= most:
        least, most = 0x80, 0xBF
        at += 1
        more -= 1
    return -at if more > 0 else at
