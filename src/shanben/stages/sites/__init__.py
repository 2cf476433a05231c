"""Lines that a site repeats: what stands on several of its pages is not the text of one.

Between `label_lines` and the stages that read and drop lines; with no profiles in the configuration it costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shanben.labelled import Line
from shanben.rules.fold import fold
from shanben.sites import Profile, line_key, loaded, site_of
from shanben.view import Outcome, View

_LONG: Final = 60
_FEW: Final = 3
_HALF: Final = 0.5
_ADDRESSES: Final = ("link:canonical", "meta:og:url")


def recall_site(view: View) -> Outcome:
    """Labels without the kept lines that stand on other pages of the site, where `view.config.sites` has its profile.

    A line on at least half of three or more pages goes. One on two pages goes if it is short and stands outside the text:
    laws and verses that two articles quote stay.

    Raises:
        ConfigError: the file of profiles cannot be read.
    """
    profile = _profile(view)
    if len(profile) < 2 or not view.lines:
        return Outcome()
    folded = fold(view.text)
    pages = [profile.counts[line_key(folded[line.start : line.end])] for line in view.lines]
    often = [count >= _FEW and count >= _HALF * len(profile) for count in pages]
    new = [at for at, (line, count) in enumerate(zip(view.lines, pages, strict=True)) if line.keep and count < 2]
    first, last = (new[0], new[-1]) if new else (len(pages), -1)
    goes = [
        line.keep and (often[at] or (pages[at] > 1 and line.end - line.start < _LONG and not first < at < last))
        for at, line in enumerate(view.lines)
    ]
    return Outcome(lines=_relabelled(view.lines, goes, first)) if any(goes) else Outcome()


def _profile(view: View) -> Profile:
    """The profile of the site that a view is of: by its address, or by the one that its head states."""
    if not view.config.sites:
        return Profile()
    sites = loaded(view.config.sites)
    addresses = [view.url, *(fact.value for fact in view.facts if fact.name in _ADDRESSES)]
    hosts = [host for host in map(site_of, addresses) if host]
    if not hosts and len(sites.profiles) == 1:  # a file for one site is for pages that do not say where they are from
        return next(iter(sites.profiles.values()))
    return next((sites.profiles[host] for host in hosts if host in sites.profiles), Profile())


def _relabelled(lines: Sequence[Line], goes: Sequence[bool], first: int) -> list[Line]:
    """The lines, those that go labelled by where they stand."""
    return [
        line._replace(label="nav" if at < first else "footer", score=0.0, reasons=("site.repeated", *line.reasons))
        if gone
        else line
        for at, (line, gone) in enumerate(zip(lines, goes, strict=True))
    ]
