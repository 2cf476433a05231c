"""HTML source to tokens, cut as by the tokenizer of the HTML standard, and what each tag says: one walk over the characters.

Quotes matter only in attribute values, a comment ends at `-->` or `--!>`, what stands in a script, a style or a title is not
markup, and a tag that the end of the source cuts off is no text. A character is looked at a few times at most, so no input
takes more than linear time.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any

from shanben.kernels.html import (
    ALONE,
    ANCHOR,
    BODY,
    BREAK,
    CLOSE,
    COMMENT,
    CONCEALED,
    DIALOG,
    FOREIGN,
    FORMAT,
    INERT,
    LINE_BREAK,
    MUTE,
    OPEN,
    PLAINTEXT,
    RAW_TEXT,
    RELATION,
    RUBY_PART,
    SCRIPTED,
    SKIP,
    STATING,
    SVG,
)

TERMS = (
    "class", "id", "role", "style", "hidden", "itemprop", "datetime", "rel", "href",
    "license", "author", "canonical", "creativecommons.org/", " open", "script",
)  # fmt: skip
"""Attributes that are read, and what else is looked for in tags."""

LETTERS, LONGEST = 26, 14
"""Of the names of elements: how many letters one can begin with, and the length of the longest."""

(
    _CLASS, _ID, _ROLE, _STYLE, _HIDDEN, _ITEMPROP, _DATETIME, _REL, _HREF,
    _LICENSE, _AUTHOR, _CANONICAL, _COMMONS, _SHOWN, _SCRIPT, _TERMS,
) = range(len(TERMS) + 1)  # fmt: skip
_LT, _GT, _SLASH, _BANG, _QUESTION, _DASH, _EQUALS, _DOUBLE, _SINGLE = map(ord, "<>/!?-=\"'")
_A, _Z, _CAPITAL_A, _CAPITAL_Z = map(ord, "azAZ")
_LETTERS, _LONGEST = LETTERS, LONGEST
# What is done with the attributes of a tag: nothing, they are asked what matters of a link, all are read, all are told.
_PASSED, _ASKED, _READ, _LISTED = range(4)


class Tokens:
    """The tokens of a page.

    `count`: how many there are. What else they are is written into the arrays handed in: 0, for each where it begins and where
    it ends, and the end of the page; for each the code of its element, what the tree builder does with it, and what it says of
    the text within, its state and its words. `stating`: those that may state a fact. A raw-text element (script, style, title
    and the like) is one token up to its end tag, which is the next. After a `<plaintext>` tag nothing is a token.
    """

    def __init__(
        self,
        source: str,
        text: Sequence[int],
        names: tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]],
        elements: tuple[Sequence[int], Sequence[int], Sequence[int]],
        groups: tuple[Sequence[int], Sequence[int], Sequence[int]],
        styles: Callable[[str], int],
        caps: tuple[int, int],
        room: tuple[Any, Any],
    ) -> None:
        """Read a page.

        `source`, `text`: its characters, as a text and as code points. `names`: see `name_tables`. `elements`: for each code the
        traits, the role and the state of its element. `groups`: see `group_tables`. `styles`: what a style says.
        `caps`: how many characters of such a value are looked at, and how many of a script for its type.
        `room`: where bounds and what tags say are written, for `most_tokens`.
        """
        self.source, self.text, self.size = source, text, len(source)
        self.letters, self.starts, self.slots, self.slotted = names
        self.traits, self.tag_roles, self.tag_states = elements
        self.branches, self.whole, self.stems = groups
        self.styles = styles
        self.longest, self.longest_type = caps
        self.bounds, self.said = room
        self.count = 0
        self.stating: list[int] = []
        self.code = self.role = self.state = self.word = 0
        self.telling = self.states_fact = False
        self.listed: list[tuple[str, int, int]] = []
        self._read()

    def _read(self) -> None:
        text, bounds, said = self.text, self.bounds, self.said
        at = count = bounds[0] = 0
        while at < self.size:
            if text[at] != _LT:
                at += 1
                continue
            self.code, self.role, self.state, self.word, self.states_fact = 0, COMMENT, 0, 0, False
            end = self._token(at)
            if end == at:
                at += 1
                continue
            if self.states_fact:
                self.stating.append(count)
            bounds[2 * count + 1], bounds[2 * count + 2] = at, end
            said[0, count], said[1, count], said[2, count], said[3, count] = self.code, self.role, self.state, self.word
            count += 1
            at = end
            if self.role == PLAINTEXT:
                break
        self.count, bounds[2 * count + 1] = count, self.size

    # ------------------------------------------------------------------ one token

    def name(self, token: int) -> str:
        """The name of a tag, in lower case; "" for a comment or a declaration."""
        start = self.bounds[2 * token + 1] + 1
        if self._peek(start) == _SLASH:
            start += 1
        return self.source[start : self._end_of_name(start)].lower() if _is_letter(self._peek(start)) else ""

    def attributes(self, token: int) -> tuple[list[tuple[str, int, int]], int]:
        """For each attribute of a start tag its name in lower case, and where its value stands; where the tag ends."""
        self.listed = []
        end = self._attributes(self._end_of_name(self.bounds[2 * token + 1] + 1), _LISTED)
        return self.listed, end

    # ------------------------------------------------------------------ kinds of tokens

    def _token(self, at: int) -> int:
        """Where the token ends that begins at a `<`; there, if none does."""
        after = self._peek(at + 1)
        if _is_letter(after):
            return self._start_tag(at)
        if after == _SLASH:
            if at + 2 >= self.size:
                return at
            return self._end_tag(at) if _is_letter(self.text[at + 2]) else self._past(_GT, at + 2)
        if after == _BANG and self._peek(at + 2) == _DASH and self._peek(at + 3) == _DASH:
            return self._comment(at + 4)
        return self._past(_GT, at + 2) if after in {_BANG, _QUESTION} else at

    def _start_tag(self, at: int) -> int:
        """Read a start tag, and all of a raw-text element up to its end tag."""
        end = self._end_of_name(at + 1)
        code = self._code_of(at + 1, end)
        traits = self.traits[code]
        self.code, self.role, self.state, self.telling = code, self.tag_roles[code], self.tag_states[code], False
        if traits & ANCHOR:
            # The words of a link are asked for only with its style: links are many, and say what they lead to.
            last = self._attributes(end, _ASKED)
            if self.telling and (self._holds(_STYLE, at, last) or self._holds(_HIDDEN, at, last)):
                self._attributes(end, _READ)
        else:
            last = self._attributes(end, _PASSED if traits & MUTE else _READ)
        if traits & DIALOG and not self._holds(_SHOWN, at, last):
            self.state |= CONCEALED
        elif traits & SVG and last - 2 > at and self.text[last - 2] == _SLASH and self.text[last - 1] == _GT:
            self.code, self.role, self.state, self.word, self.states_fact = 0, SKIP, 0, 0, False
        elif traits & STATING:
            self.states_fact = True
        elif traits & RELATION:
            self.states_fact = (
                self._holds(_CANONICAL, at, last) or self._holds(_LICENSE, at, last) or self._holds(_AUTHOR, at, last)
            )
        if self.role in {OPEN, FORMAT} and not (self.state or self.word or traits & (ALONE | FOREIGN | RUBY_PART)):
            self.role = INERT
        if traits & RAW_TEXT and end < self.size:
            return self._script(at, last) if traits & SCRIPTED else self._raw_text(_TERMS + code, last)
        return last

    def _end_tag(self, at: int) -> int:
        """Read an end tag. `</br>` is a line break, as in browsers; the end of the body ends nothing."""
        end = self._end_of_name(at + 2)
        code = self._code_of(at + 2, end)
        traits = self.traits[code]
        if traits & LINE_BREAK:
            self.code, self.role = code, BREAK
        elif not traits & (MUTE | BODY):
            self.code, self.role = code, CLOSE
        else:
            self.role = SKIP
        return self._attributes(end, _PASSED)

    def _comment(self, at: int) -> int:
        """Where a comment ends whose text begins at a place."""
        if self._peek(at) == _GT:
            return at + 1
        if self._peek(at) == _DASH and self._peek(at + 1) == _GT:
            return at + 2
        while at < self.size:
            if self.text[at] == _DASH and self._peek(at + 1) == _DASH:
                if self._peek(at + 2) == _GT:
                    return at + 3
                if self._peek(at + 2) == _BANG and self._peek(at + 3) == _GT:
                    return at + 4
            at += 1
        return self.size

    # ------------------------------------------------------------------ raw text

    def _raw_text(self, name: int, at: int) -> int:
        """Where the end tag of an element without markup stands."""
        while at < self.size and not (self.text[at] == _LT and self._ends(name, at)):
            at += 1
        return at

    def _script(self, start: int, at: int) -> int:
        """The same for a script, in which `<!--` opens a state of its own."""
        while at < self.size:
            if self.text[at] != _LT:
                at += 1
            elif self._ends(_SCRIPT, at):
                break
            elif self._escapes(at):
                at = self._escaped(at + 4)
            else:
                at += 1
        self.states_fact = self.source.find("ld+json", start, min(at, start + self.longest_type)) >= 0
        return at

    def _escapes(self, at: int) -> bool:
        """Whether a `<!--` stands at a place that does not end at once."""
        if self._peek(at + 1) != _BANG or self._peek(at + 2) != _DASH or self._peek(at + 3) != _DASH:
            return False
        at += 4
        while self._peek(at) == _DASH:
            at += 1
        return self._peek(at) != _GT

    def _escaped(self, at: int) -> int:
        """Where the state ends that `<!--` opens: `<script` opens another one there, whose `</script` does not end the script."""
        within = False
        while at < self.size:
            if self._ends_escape(at):
                break
            if self.text[at] != _LT:
                at += 1
            elif self._ends(_SCRIPT, at):
                if not within:
                    break
                within = False
                at += 8
            elif not within and self._is_name(_SCRIPT, at + 1):
                within = True
                at += 7
            else:
                at += 1
        return at

    def _ends_escape(self, at: int) -> bool:
        """Whether `-->` stands at a place."""
        return self.text[at] == _DASH and self._peek(at + 1) == _DASH and self._peek(at + 2) == _GT

    # ------------------------------------------------------------------ names and attributes

    def _attributes(self, at: int, how: int) -> int:
        """Where a tag ends whose attributes begin at a place; what they say is read as `how` says."""
        size = self.size
        while True:
            while at < size and (self.text[at] == _SLASH or _is_space(self.text[at])):
                at += 1
            if at >= size:
                return size
            if self.text[at] == _GT:
                return at + 1
            start = at
            at += 1
            while at < size and self.text[at] not in {_SLASH, _GT, _EQUALS} and not _is_space(self.text[at]):
                at += 1
            end = first = last = at
            while at < size and _is_space(self.text[at]):
                at += 1
            if at >= size or self.text[at] != _EQUALS:
                at = end
            else:
                at += 1
                while at < size and _is_space(self.text[at]):
                    at += 1
                first = at
                quote = self.text[at] if at < size else 0
                if quote in {_DOUBLE, _SINGLE}:
                    first = at + 1
                    at = self._find(quote, first)
                    last = at
                    at = min(at + 1, size)
                else:
                    while at < size and self.text[at] != _GT and not _is_space(self.text[at]):
                        at += 1
                    last = at
            if how == _LISTED:
                self.listed.append((self.source[start:end].lower(), first, last))
            elif how and end - start <= 8:
                self._attribute(start, end, first, last, how)

    def _attribute(self, start: int, end: int, first: int, last: int, how: int) -> None:
        """Take in an attribute, given where its name and its value stand."""
        name = _CLASS
        while name <= _HREF and not self._is(name, start, end):
            name += 1
        if name == _ITEMPROP:
            self.states_fact = True
        elif how == _ASKED:
            if name == _REL:
                if self._holds(_LICENSE, first, last) or self._holds(_AUTHOR, first, last):
                    self.states_fact = True
            elif name == _HREF:
                if self._holds(_COMMONS, first, last):
                    self.states_fact = True
            elif name <= _HIDDEN:
                self.telling = True
        elif name == _HIDDEN:
            self.state |= CONCEALED
        elif name == _DATETIME:
            self.states_fact = True
        elif name <= _STYLE:
            last = min(last, first + self.longest)
            if name == _STYLE:
                self.state |= self.styles(self.source[first:last])
            else:
                self.word |= self._groups(first, last)

    def _groups(self, start: int, end: int) -> int:
        """The groups that the words of a value speak for.

        A word is a run of letters of ASCII; a capital after a small letter begins one.
        """
        found = 0
        while start < end:
            last = start
            while last < end and _is_letter(self.text[last]) and not (last > start and self._is_hump(last)):
                last += 1
            found |= self._groups_of_word(start, last)
            start = max(last, start + 1)
        return found

    def _is_hump(self, at: int) -> bool:
        """Whether a character is a capital after a small letter."""
        return _CAPITAL_A <= self.text[at] <= _CAPITAL_Z and _A <= self.text[at - 1] <= _Z

    def _groups_of_word(self, start: int, end: int) -> int:
        """The groups of one word: its own, and those of the longest stem at each place, after which the search goes on."""
        found, first = 0, start
        while start < end:
            node, at, longest = 0, start, 0
            while at < end:
                node = self.branches[node * _LETTERS + _lower(self.text[at]) - _A]
                if not node:
                    break
                at += 1
                if self.stems[node]:
                    longest = node
                    last = at
            if start == first and node:
                found |= self.whole[node]
            if longest:
                found |= self.stems[longest]
                start = last
            else:
                start += 1
        return found

    def _end_of_name(self, at: int) -> int:
        """Where the name of a tag ends."""
        while at < self.size and not _ends_name(self.text[at]):
            at += 1
        return at

    def _code_of(self, start: int, end: int) -> int:
        """The code of the element of a name, 0 for one that is not known."""
        if end - start > _LONGEST:
            return 0
        slot = (end - start) * _LETTERS + _lower(self.text[start]) - _A
        for row in range(self.slots[slot], self.slots[slot + 1]):
            code = self.slotted[row]
            if self._is(_TERMS + code, start, end):
                return code
        return 0

    def _ends(self, name: int, at: int) -> bool:
        """Whether the `<` at a place begins an end tag of that name."""
        return self._peek(at + 1) == _SLASH and self._is_name(name, at + 2)

    def _is_name(self, name: int, start: int) -> bool:
        """Whether a name stands at a place, and ends."""
        end = start + self.starts[name + 1] - self.starts[name]
        return end < self.size and _ends_name(self.text[end]) and self._is(name, start, end)

    def _is(self, name: int, start: int, end: int) -> bool:
        """Whether a name is what stands in a span, whatever the case of its letters."""
        first = self.starts[name]
        if end - start != self.starts[name + 1] - first:
            return False
        at = start
        while at < end and _lower(self.text[at]) == self.letters[first + at - start]:
            at += 1
        return at == end

    def _holds(self, name: int, start: int, end: int) -> bool:
        """Whether a name stands anywhere in a span."""
        head, size = self.letters[self.starts[name]], self.starts[name + 1] - self.starts[name]
        last = end - size
        while start <= last and not (_lower(self.text[start]) == head and self._is(name, start, start + size)):
            start += 1
        return start <= last

    # ------------------------------------------------------------------ characters

    def _peek(self, at: int) -> int:
        """The character at a place, 0 after the end."""
        return self.text[at] if at < self.size else 0

    def _find(self, character: int, at: int) -> int:
        """Where a character stands next; the end, if nowhere."""
        while at < self.size and self.text[at] != character:
            at += 1
        return at

    def _past(self, character: int, at: int) -> int:
        """The place after the next such character; the end, if there is none."""
        return min(self._find(character, at) + 1, self.size)


def _lower(character: int) -> int:
    return character + _A - _CAPITAL_A if _CAPITAL_A <= character <= _CAPITAL_Z else character


def _is_letter(character: int) -> bool:
    return _A <= character <= _Z or _CAPITAL_A <= character <= _CAPITAL_Z


def _is_space(character: int) -> bool:
    """White space of HTML: blank, tab, line feed, form feed, carriage return."""
    return character <= 32 and (character == 32 or (9 <= character <= 13 and character != 11))


def _ends_name(character: int) -> bool:
    return character in {_SLASH, _GT} or _is_space(character)


def most_tokens(size: int) -> int:
    """How many tokens a page of that many characters may have: none but the last is shorter than `<a>`."""
    return size // 3 + 1


def group_tables(groups: Mapping[str, int], stem: int) -> tuple[array[int], array[int], array[int]]:
    """What `Tokens` need to know of words that speak for groups, told by bits; those of `stem` letters or more may be parts.

    A tree of their letters: for each node and letter the next node, 0 for none; for each node the groups of the word that ends
    there, and those of the stem.
    """
    branches, whole, stems = ([0] * LETTERS, [0], [0])
    for word, bits in groups.items():
        node = 0
        for letter in word:
            at = node * LETTERS + ord(letter) - ord("a")
            if not branches[at]:
                branches[at] = len(whole)
                branches += [0] * LETTERS
                whole.append(0)
                stems.append(0)
            node = branches[at]
        whole[node] = bits
        stems[node] = bits if len(word) >= stem else 0
    return array("i", branches), array("i", whole), array("i", stems)


def name_tables(names: Sequence[str]) -> tuple[array[int], array[int], array[int], array[int]]:
    """What `Tokens` need to know of the names of elements, which are told by code.

    The letters of all terms and names; where each begins; for each length and first letter where the codes of its names begin,
    and those codes.
    """
    words = (*TERMS, *names)
    starts = array("i", accumulate(map(len, words), initial=0))
    by_slot: list[list[int]] = [[] for _ in range((LONGEST + 1) * LETTERS)]
    for code, name in enumerate(names):
        if name:
            by_slot[len(name) * LETTERS + ord(name[0]) - ord("a")].append(code)
    slots = array("i", accumulate(map(len, by_slot), initial=0))
    return array("I", map(ord, "".join(words))), starts, slots, array("i", chain.from_iterable(by_slot))
