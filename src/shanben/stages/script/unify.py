"""The stage: one document, one script."""

from __future__ import annotations

import numpy as np

from shanben.document import Flag, ScriptProfile
from shanben.edits import Edits
from shanben.scan import Scan
from shanben.stages.script.convert import Spans, convert
from shanben.stages.script.origin import Origin
from shanben.stages.script.profile import PASSAGE, Units, profile_of
from shanben.stages.script.table import OTHER, TELLING
from shanben.view import Outcome, View

# Strays take the forms that people write, not those of OpenCC's standard (為, not 爲).
_FORMS = {"hans": "hans", "hant": "hant-tw"}


def unify_script(view: View) -> Outcome:
    """The stage: bring a document into the script that `view.config.script` names.

    "keep" changes nothing; "dominant" converts what strayed from the script that prevails, but leaves passages of a
    sentence or more that disagree with it; the other values are targets of `convert`.
    Traditional text that a machine made of Simplified is flagged as "script.converted", and does not count as a quotation.
    """
    lines, origin = Units(view.scan), Origin(view.scan)
    found = profile_of(lines, origin)
    flags = [Flag("script.converted", 0, len(view.text))] if found.script == "hant" and origin.converted else []
    return Outcome(_edits(view.scan, found, view.config.script), script=found, flags=flags)


def _edits(scan: Scan, found: ScriptProfile, to: str) -> Edits | tuple[()]:
    protect: Spans = ()
    if to == "dominant":
        to = _FORMS.get(found.dominant or "", "keep")
        # Nothing is there that could have strayed: the usual case, settled by what the scan knows.
        if to == "keep" or (not scan.any(TELLING[OTHER[to[:4]]]) and scan.any(TELLING[to[:4]])):
            return ()
        protect = _quoted(scan, found)
        if protect and not _strayed(scan, TELLING[OTHER[to[:4]]], protect):
            return ()
    if to == "keep":
        return ()
    return convert(scan.text, to, protect=protect).edits


def _quoted(scan: Scan, found: ScriptProfile) -> Spans:
    """The passages of the other script that are meant: with several telling characters, and not made by a machine."""
    if found.dominant is None:
        return ()
    other = scan.mask(TELLING[OTHER[found.dominant]])
    return [
        (start, end)
        for start, end, script in found.spans
        if np.count_nonzero(other[start:end]) >= PASSAGE
        and not (script == "hant" and Origin(Scan(scan.text[start:end])).converted)
    ]


def _strayed(scan: Scan, mask: int, protect: Spans) -> bool:
    """Whether a character of the other script stands outside the passages that are meant."""
    other = scan.mask(mask).copy()
    for start, end in protect:
        other[start:end] = False
    return bool(other.any())
