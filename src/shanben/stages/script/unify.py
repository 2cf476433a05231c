"""The stage: one document, one script."""

from __future__ import annotations

import numpy as np

from shanben.document import Flag, ScriptProfile
from shanben.scan import Scan
from shanben.stages.script.convert import Spans, converted, edits_between
from shanben.stages.script.origin import evidence
from shanben.stages.script.profile import OTHER, PASSAGE, TELLING, profile
from shanben.view import Outcome, View

# Strays take the forms that people write, not those of OpenCC's standard (為, not 爲).
_FORMS = {"hans": "hans", "hant": "hant-tw"}


def unify_script(view: View) -> Outcome:
    """The stage: bring a document into the script that `view.config.script` names.

    "keep" changes nothing; "dominant" converts what strayed from the script that prevails, but leaves passages of a
    sentence or more that disagree with it; the other values are targets of `convert`.
    Traditional text that a machine made of Simplified is flagged as "script.converted", and does not count as a quotation.
    """
    found = profile(view.scan)
    to: str = view.config.script
    protect: Spans = ()
    if to == "dominant":
        to, protect = _FORMS.get(found.dominant or "", "keep"), _quoted(view.scan, found)
    flags = [Flag("script.converted", 0, len(view.text))] if _converted(view.text, found) else []
    if to == "keep":
        return Outcome(script=found, flags=flags)
    new = converted(view.scan, to, protect)
    return Outcome(edits_between(view.scan.codes, new, f"script.{to}"), script=found, flags=flags)


def _converted(text: str, found: ScriptProfile) -> bool:
    """Whether a machine made this Traditional text."""
    return found.script == "hant" and evidence(text).converted


def _quoted(scan: Scan, found: ScriptProfile) -> Spans:
    """The passages of the other script that are meant: with several telling characters, and not made by a machine."""
    if found.dominant is None:
        return ()
    other = scan.mask(TELLING[OTHER[found.dominant]])
    return [
        (start, end)
        for start, end, script in found.spans
        if np.count_nonzero(other[start:end]) >= PASSAGE and not (script == "hant" and evidence(scan.text[start:end]).converted)
    ]
