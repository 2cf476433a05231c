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
    `heads`: for each kind that begins words, and each kind behind it, where in `words` those stand that begin so, or 0. There
    stand the kinds that may come third, as bits of their last six digits; of each word its topics, its length and its kinds but
    the first; and a 0. `words[0]`: how many kinds there are.
    """
    line_feed, digits = LINE_FEED, 63
    found: list[tuple[int, int, int]] = []
    size, width = len(codes), words[0]
    firsts = len(heads) // width
    start = topics = kind = 0
    after = kinds[codes[0]] if size else 0
    for at in range(size):
        kind = after
        after = kinds[codes[at + 1]] if at + 1 < size else 0
        if kind == line_feed:
            if topics:
                found.append((start, at, topics))
            start, topics = at + 1, 0
        word = heads[(kind if kind < firsts else 0) * width + after]
        if word == 0 or words[word] >> (kinds[codes[at + 2]] & digits if at + 2 < size else 0) & 1 == 0:
            continue
        word += 1
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
