"""The numbers that the kernels of HTML and those who call them agree on."""

from __future__ import annotations

from typing import Final

# How a tag is read: what the tree builder does when it meets one.
SKIP: Final = 0  # nothing opens or closes: void elements, comments, scripts
BREAK: Final = 1  # br
OPEN: Final = 2  # an ordinary inline element
FORMAT: Final = 3  # a formatting element: reopened where a block was closed over it
BLOCK: Final = 4  # an element that breaks lines, or that the standard calls special
TABLE_PART: Final = 5  # tr, td and the like: ignored outside a table
CLOSE: Final = 6  # an end tag
PLAINTEXT: Final = 7  # all that follows is text
SCRIPT: Final = 8  # a script or a style, with its content
COMMENT: Final = 9
EMPTY: Final = 10  # an end tag that stands for an empty paragraph
RULE: Final = 11  # hr: a break that ends a paragraph
INERT: Final = 12  # an inline element that says nothing of its text
CONTENT: Final = 13  # another raw-text element, with its content

# What holds for the text in an element and in all elements within it.
HIDDEN: Final = 1  # by what the element is
CONCEALED: Final = 2  # by attribute or inline style
PRE: Final = 4
LINK: Final = 8
BOLD: Final = 16
CODE: Final = 32
READING: Final = 64  # rt, rp: how the ruby base is read aloud
ITALIC: Final = 128

# What an element is to the elements around it and within it, one bit each.
PARAGRAPH: Final = 1 << 0
SELECT: Final = 1 << 1
BUTTON: Final = 1 << 2
BODY: Final = 1 << 3
FOREIGN: Final = 1 << 4  # svg, math
TABLE: Final = 1 << 5
ROW_GROUP: Final = 1 << 6  # tbody and the like, captions too
ROW: Final = 1 << 7
CELL: Final = 1 << 8
LIST_ITEM: Final = 1 << 9
TERM: Final = 1 << 10  # dt, dd
LIST: Final = 1 << 11  # ul, ol, dl
COUNTED_LIST: Final = 1 << 12  # ul, ol
HEADING: Final = 1 << 13
OPTION: Final = 1 << 14  # option, optgroup
RUBY_PART: Final = 1 << 15
ALONE: Final = 1 << 16  # its start tag ends an open one of its name
SPECIAL: Final = 1 << 17
FORMATTING: Final = 1 << 18
MARKER: Final = 1 << 19  # formatting outside of it is not reopened within
SCOPE: Final = 1 << 20  # end tags within it end nothing outside
TABLE_SCOPE: Final = 1 << 21  # the same for parts of tables
ITEM_SCOPE: Final = 1 << 22  # the same for list items that begin in it
BREAKING: Final = 1 << 23  # it breaks the line
CLOSES_P: Final = 1 << 24  # its start tag ends a paragraph
LEAVES_FOREIGN: Final = 1 << 25  # its start tag ends an open SVG or MathML element
RAW_TEXT: Final = 1 << 26  # no markup is in it: scripts, titles and the like
SCRIPTED: Final = 1 << 27  # script
STATING: Final = 1 << 28  # whatever attributes it has, it may state a fact
MUTE: Final = 1 << 29  # it holds no text that its attributes could say something of
ANCHOR: Final = 1 << 30  # a
RELATION: Final = 1 << 31  # link
LINE_BREAK: Final = 1 << 32  # br
DIALOG: Final = 1 << 33
SVG: Final = 1 << 34

# Why a part of the source is taken out, or what stands for it.
BY_TAG, BY_HIDDEN, BY_SCRIPT, BY_COMMENT, BY_RUBY, BY_ENTITY, BY_SPACE, BY_BLOCK, BY_CELL = range(9)
