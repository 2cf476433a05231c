"""The names of licences in texts, as SPDX identifiers: Creative Commons, those of GNU, and those of the table `licences.toml`.

Names are sought in folded text. Between two words may stand space, a line break, or the marks that begin the lines of a comment.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from shanben.rules.pattern import hastened

_GAP: Final = r"[\s*#/]{1,8}"
_LICENCE: Final = r"[- ]?(?:-style )?(?:(?:software|public|open source|free) )?(?:licen[sc]ed?|许可证?|协议|授权|条款)"
_NOT_IN_WORD: Final = r"(?<![a-z0-9])"


_KINDS: Final = {
    "": "GPL",
    "lesser": "LGPL",
    "library": "LGPL",
    "affero": "AGPL",
    "l": "LGPL",
    "a": "AGPL",
    "宽": "LGPL",
    "较宽松": "LGPL",
}
_GNU: Final = (
    re.compile(rf"(?:gnu{_GAP})?(?P<kind>lesser|library|affero)?{_GAP.replace('1,', '0,')}general{_GAP}public{_GAP}licen[sc]e"),
    re.compile(
        rf"{_NOT_IN_WORD}(?:gnu{_GAP}|(?:https?://)?(?:www\.)?gnu\.org/(?:old-)?licenses/(?:old-licenses/)?)?(?P<kind>[la])?gpl(?![a-uw-z])"
    ),
    re.compile(r"gnu ?(?P<kind>宽|较宽松|affero)?(?:松)?的?通用公[共众](?:许可|授权)(?:证|条款|协议|合约)?"),
)
_GFDL: Final = re.compile(
    rf"gnu{_GAP}fdl|gnu\.org/(?:old-)?licenses/(?:old-licenses/)?fdl|"
    rf"gnu{_GAP}free{_GAP}documentation{_GAP}licen[sc]e|"
    rf"gnu ?自由文[档件](?:许可|授权)(?:证|条款|协议)?|{_NOT_IN_WORD}gfdl(?![a-z])"
)
_NUMBER: Final = re.compile(
    r"(?:version|v\.?|版本|第|-)?[\s*#/,(]{0,6}(?:version|v\.?)?\s?(?P<number>[123](?:\.\d)?|[一二三](?=版))(?![\d年月])"
)
_LATER: Final = re.compile(r"later|\+|或更[高新]|或以上|任何更[新高]|更[新高]的?版本|或任何|及以[上后]|或.{0,8}以后")
_DIGITS: Final = str.maketrans("一二三", "123")
_REACH: Final = 130

# The elements of Creative Commons licences in the order in which their names put them; texts put them in any.
_TERMS: Final = {
    "by": r"(?<!保持)(?<![须需请要])署名|姓名标[示识]|标[示明]姓名|attribution",
    "nc": r"(?:非|[禁不][止可得]?)(?:商[业用]|营利)性?(?:使用|用途|目的)?|non[- ]?commercial(?: use)?",
    "sa": r"(?:以?相?同|同[样等])(?:方式|条[款件]|许可|协议)?(?:共享|分享|发布|授权)|share[- ]?alike",
    "nd": r"(?:[禁不无非][止得可]?|不允许)(?:演绎|改[作编]?|衍生|修改)(?:作品|创作)?|no[- ]?deriv(?:ative)?s?(?: works?)?",
}
_CC_HINTS: Final = ("cc", "creative", "attribution", "public domain mark", "署名", "姓名标示", "领域标", "知识共享", "by-", "pdm")
_GNU_HINTS: Final = ("gpl", "gnu", "gfdl", "general")
_CC_WORDS: Final = re.compile(
    hastened(r"(?:%s)(?:[ ,./&+|·\"-]{0,3}(?:and |[和与且及])?(?:%s)){0,3}" % (("|".join(_TERMS.values()),) * 2))
)
_CC_AROUND: Final = re.compile(
    r"知识共享|创用|创作共用|creative ?commons|(?<![a-z])cc(?![a-z])|许可|授权|协议|条款|licen[sc]e|版权(?:声明|说明)"
)
_CC_LINK: Final = re.compile(
    r"(?:creativecommons\.(?:org|net\.cn|tw)/(?:licen[sc]es|l)|licensebuttons\.net/l)/(?P<terms>by(?:-(?:n[cd]|sa)){0,2})"
    r"(?:/(?P<version>\d\.\d))?(?:/(?P<land>[a-z]{2,3})(?![a-z]))?"
)
_CC_SHORT: Final = re.compile(
    r"(?:(?:(?<![a-z])(?:cc|creative ?commons)|知识共享|创作?用 ?cc)[-_:() ]{0,2}(?:(?P<before>[1-4]\.\d)[-_ ]{0,2})?"
    r"(?P<terms>(?:(?:n[cd]|sa)[-_ /]{1,2}){0,2}by(?:[-_ /,]{0,2}(?:n[cd]|sa)){0,2})|"
    r"(?<![a-z-])(?P<bare>by(?:-(?:n[cd]|sa)){1,2}))(?![a-z])"
    r"(?:[-_ ]{0,2}[(]?(?:v|version )?(?P<version>[1-4](?:\.\d)?)(?!\.?\d|[年月日张幅个%:]))?"
    r"(?:[-_ ](?P<land>igo|[a-z]{2})(?![a-z]))?"
)
_CC_ZERO: Final = re.compile(
    r"creativecommons\.org/publicdomain/zero|(?<![a-z0-9])cc[- ]?0(?![a-z0-9.]*\d)(?:[- ]?1\.0)?|"
    r"creative commons zero|知识共享 ?零|(?<![a-z])cc[- ]?(?:zero|零)"
)
_CC_MARK: Final = re.compile(
    r"(?<![a-z])pdm[- ]1\.0|creativecommons\.org/publicdomain/mark|public domain mark(?: 1\.0)?|公[有共众]领域标[志章示记]"
)
_PORTS: Final = {
    "australia": "au", "austria": "at", "deutschland": "de", "germany": "de", "france": "fr", "japan": "jp",
    "netherlands": "nl", "united states": "us", "england": "uk", "igo": "igo", "政府间组织": "igo",
}  # fmt: skip
_CC_PORT: Final = re.compile(rf" ?[1-4]\.\d ?({'|'.join(_PORTS)})(?![a-z])")
# An identifier of the SPDX list with a number in it; of the families above what follows the number counts.
_IDENTIFIER: Final = re.compile(
    r"(?<![\w./-])(?P<id>(?!cc-|[al]?gpl-|gfdl-)[a-z][a-z0-9]{1,15}(?:-[a-z0-9.]{1,12}){0,3}-\d(?:[\w.]{0,6}\w)?"
    r"(?:-[a-z]{1,8}){0,2}+)"
)
_ADDRESS: Final = re.compile(
    r"(?:opensource|spdx)\.org/licenses?/(?P<id>[a-z0-9.+-]{2,30}?)(?=\.html|\.php|\.?(?:[^a-z0-9.+-]|$))"
)
_CC_VERSION: Final = re.compile(r"(?:[^\d\n]{0,20}?)(?<![\d.])([1-4]\.\d)(?!\.?\d)")


def names_in(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield (identifier, start, end) of every licence that a folded text names; names without a version as `LicenseRef-`.

    >>> [name for name, _, _ in names_in("under the gnu general public license, version 2 or later; cc by-nc-sa 4.0")]
    ['CC-BY-NC-SA-4.0', 'GPL-2.0-or-later']
    """
    if any(word in folded for word in _CC_HINTS):
        yield from _creative_commons(folded)
    if any(word in folded for word in _GNU_HINTS):
        yield from _gnu(folded)
    for pattern in (_IDENTIFIER, _ADDRESS):
        for found in pattern.finditer(folded):
            if name := _list().get(found["id"]):
                yield name, *found.span()
    for word, expression, identifier in _expressions():
        if word in folded:
            for found in _compiled(expression).finditer(folded):
                version = found.groupdict().get("v") or "2"
                yield known(identifier.format(v=version)), *found.span()


def known(identifier: str) -> str:
    """An identifier as the SPDX list writes it, or as a `LicenseRef-` where the list has none.

    >>> known("apache-2.0"), known("CC-BY-NC")
    ('Apache-2.0', 'LicenseRef-CC-BY-NC')
    """
    if identifier.startswith("LicenseRef-"):
        return identifier
    return _list().get(identifier.lower(), f"LicenseRef-{identifier}")


def _creative_commons(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield what names a Creative Commons licence: links, short forms in either order, the names of the terms."""
    for found in _CC_LINK.finditer(folded):
        yield _cc(found["terms"], found["version"], found["land"]), *found.span()
    for found in _CC_SHORT.finditer(folded):
        version = found["version"] or found["before"] or _version_after(folded, found.end())
        terms = "-".join(term for term in _TERMS if term in (found["terms"] or found["bare"]))
        yield _cc(terms, version, found["land"] if found["version"] else None), *found.span()
    for found in _CC_WORDS.finditer(folded):
        around = folded[max(found.start() - 40, 0) : found.start()] + folded[found.end() : found.end() + 30]
        version = _version_after(folded, found.end()) or _version_before(folded, found.start())
        terms = "-".join(term for term, words in _TERMS.items() if re.search(words, found[0]))
        if "by" in terms and ((version and "-" in terms) or _CC_AROUND.search(around)):
            land = _CC_PORT.match(folded, found.end()) if version else None
            yield _cc(terms, version, land and _PORTS[land[1]]), *found.span()
    for found in _CC_ZERO.finditer(folded):
        yield "CC0-1.0", *found.span()
    for found in _CC_MARK.finditer(folded):
        yield "CC-PDM-1.0", *found.span()


def _cc(terms: str, version: str | None, land: str | None) -> str:
    """The identifier of terms, version and port: that of the licence itself where the list has no such port."""
    base = f"CC-{terms.replace('sa-nd', 'nd').upper()}"
    if version is None:
        return f"LicenseRef-{base}"
    version = version if "." in version else f"{version}.0"
    port = known(f"{base}-{version}-{land}") if land else ""
    return port if port and not port.startswith("LicenseRef") else known(f"{base}-{version}")


def _version_after(folded: str, at: int) -> str | None:
    found = _CC_VERSION.match(folded, at, at + 30)
    return found[1] if found else None


def _version_before(folded: str, at: int) -> str | None:
    found = re.search(r"(?:cc|commons|共享)[^\d\n]{0,6}([1-4]\.\d)[^\d\n]{0,6}$", folded[max(at - 24, 0) : at])
    return found[1] if found else None


def _gnu(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield the licences of GNU, with the version and "or later" that follow the name."""
    for pattern in _GNU:
        for found in pattern.finditer(folded):
            after = folded[found.end() : found.end() + _REACH]
            number = re.match(r"[^\d.。]{0,90}?" + _NUMBER.pattern, after)
            kind = _KINDS[found["kind"] or ""]
            if number:
                later = "or-later" if _LATER.search(after[: number.end() + 50]) else "only"
                end = found.end() + number.end()
                version = number["number"].translate(_DIGITS)
                yield known(f"{kind}-{version if '.' in version else version + '.0'}-{later}"), found.start(), end
            else:
                yield known(kind), *found.span()
    for found in _GFDL.finditer(folded):
        after = folded[found.end() : found.end() + _REACH]
        number = re.match(r"[^\d]{0,60}?(1\.[123])", after)
        later = "or-later" if number and _LATER.search(after[: number.end() + 50]) else "only"
        yield known(f"GFDL-{number[1]}-{later}" if number else "GFDL"), *found.span()


@cache
def _expressions() -> tuple[tuple[str, str, str], ...]:
    """The words, expressions and identifiers of the table."""
    rows = tomllib.loads(files("shanben.tables").joinpath("licences.toml").read_text("utf-8"))["name"]
    wide = {None: "[- ]", " ": _GAP, " ?": _GAP.replace("1,", "0,")}
    return tuple((row["word"], f"{_NOT_IN_WORD}(?:{_widened(row['match'], wide)})", row["id"]) for row in rows)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """An expression of the table, compiled when it is first needed: `re` would forget it."""
    return re.compile(expression)


def _widened(pattern: str, wide: Mapping[str | None, str]) -> str:
    """An expression with its spaces widened, but not those of character classes."""
    return re.sub(r"\[- \]|( \??)", lambda found: wide[found[1]], pattern.replace("LICENCE", _LICENCE))


@cache
def _list() -> dict[str, str]:
    """The identifiers of the SPDX licence list, by their lower case."""
    names = files("shanben.tables").joinpath("spdx.txt").read_text("utf-8").split()
    return {name.lower(): name for name in names}
