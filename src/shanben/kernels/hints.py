"""Which words of a list stand in which lines of a text, by topics: one pass over its characters."""

from __future__ import annotations

from collections.abc import Sequence

LINE_FEED = 1
"""The kind of a line feed."""


def hint_lines(
    codes: Sequence[int], kinds: Sequence[int], heads: Sequence[int], words: Sequence[int]
) -> list[tuple[int, int, int]]:
    """The lines that hold a word: for each its span, and the topics of its words, one bit each.

    `codes`: the text. `kinds`: for each code point its kind, 0 where no word has it; those that begin words come first.
    `heads`: for each kind that begins words, and each kind behind it, where in `words` those stand that begin so, or 0. Of each
    there stand its topics, its length and its kinds but the first; behind the last one a 0. `words[0]`: how many kinds there are.
    """
    line_feed = LINE_FEED
    found: list[tuple[int, int, int]] = []
    size, width, most = len(codes), words[0], len(heads)
    start = topics = 0
    for at in range(size):
        kind = kinds[codes[at]]
        if kind == 0:
            continue
        if kind == line_feed:
            if topics:
                found.append((start, at, topics))
            start, topics = at + 1, 0
            continue
        cell = kind * width
        if cell >= most:
            continue
        if at + 1 < size:
            cell += kinds[codes[at + 1]]
        word = heads[cell]
        if word == 0:
            continue
        while words[word]:
            length = words[word + 1]
            if at + length <= size:
                same = 1
                while same < length and kinds[codes[at + same]] == words[word + 1 + same]:
                    same += 1
                if same == length:
                    topics |= words[word]
            word += length + 1
    if topics:
        found.append((start, size, topics))
    return found
