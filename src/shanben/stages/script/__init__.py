"""Which Chinese script a text is in, and conversion to one script.

profile.py        the script of a text, by characters, and where words have to tell, by words
convert.py        conversion of what is in the source script: the way in, for every engine
engine.py         the builtin engine, over whole texts
source.py         what of a text is in the source script
names.py          names of persons, kept the same through a document
table.py          the tables, and what they make of an array of characters
entries.py        which word decides a character
unify.py          the stage
origin.py         region, and Traditional that a machine made
marks.py          words that tell where a text comes from
dictionaries.py   OpenCC's own algorithm and data: the reference, and configurations with vocabulary
opencc.py         other engines
build/            how the tables are made
"""

from __future__ import annotations

from shanben.stages.script.convert import convert, convert_many
from shanben.stages.script.profile import profile
from shanben.stages.script.table import made_of
from shanben.stages.script.unify import unify_script

__all__ = ["convert", "convert_many", "made_of", "profile", "unify_script"]
