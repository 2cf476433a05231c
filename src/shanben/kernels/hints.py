"""Which words of a list stand in which lines of a text, by topics: one pass over its characters, and one over its lines."""

from __future__ import annotations

from collections.abc import Sequence

LINE_FEED = 1
"""The kind of a line feed."""
FACTOR = 31
TRIPLES = 1 << 13
"""How many places there are for words by their first three kinds."""


def hint_lines(
    codes: Sequence[int], kinds: Sequence[int], heads: Sequence[int], words: Sequence[int]
) -> list[tuple[int, int, int]]:
    """The lines that hold a word: for each its span, and the topics of its words, one bit each.

    `codes`: the text. `kinds`: for each code point its kind, 0 where no word has it. The line feed is first, then the kinds that
    begin words, those before the others that begin none of less than three. `heads`: where in `words` those stand that begin with
    three kinds, by their hash; then for each other kind that begins words, and each kind behind it; 0 where there are none.
    `words`: how many kinds there are, and the first that may begin a shorter word; then of each word its topics, its length and
    its kinds, with a 0 behind the last of those that stand together.
    """
    line_feed, factor, triples = LINE_FEED, FACTOR, TRIPLES
    found: list[tuple[int, int, int]] = []
    size, width, shorter = len(codes), words[0], words[1]
    firsts = shorter + (len(heads) - triples) // width
    start = topics = 0
    after = kinds[codes[0]] if size else 0
    third = kinds[codes[1]] if size > 1 else 0
    for at in range(size):
        kind, after = after, third
        third = kinds[codes[at + 2]] if at + 2 < size else 0
        if kind == 0:
            continue
        if kind < shorter:
            if kind == line_feed:
                if topics:
                    found.append((start, at, topics))
                start, topics = at + 1, 0
            word = heads[((kind * factor + after) * factor + third) & (triples - 1)]
        elif kind < firsts:
            word = heads[triples + (kind - shorter) * width + after]
        else:
            continue
        if word == 0:
            continue
        while words[word]:
            length = words[word + 1]
            if at + length <= size:
                same = 0
                while same < length and kinds[codes[at + same]] == words[word + 2 + same]:
                    same += 1
                if same == length:
                    topics |= words[word]
            word += length + 2
    if topics:
        found.append((start, size, topics))
    return found


def topics_of(starts: Sequence[int], ends: Sequence[int], hints: list[tuple[int, int, int]]) -> dict[int, int]:
    """The topics of each row that shares something with a line of `hint_lines`, in the order of these; no other row is there.

    `starts`, `ends`: the spans of the rows, in their order.
    """
    found: dict[int, int] = {}
    size, behind = len(starts), 0
    for start, end, topics in hints:
        while behind < size and starts[behind] <= end:
            behind += 1
        at = behind - 1
        while at >= 0 and ends[at] > start:
            found[at] = found.get(at, 0) | topics
            at -= 1
    return found
