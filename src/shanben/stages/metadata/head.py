"""What the head of a page says: JSON-LD, Open Graph, Dublin Core and other meta elements, `<title>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from shanben.limits import JSON_LD_CHARACTERS
from shanben.stages.metadata.found import Found, iso_date
from shanben.stages.metadata.licences import licences_in
from shanben.view import Fact

# For each field the names of facts that give it, the more exact first.
_NAMES: Final[dict[str, str]] = {
    "title": "meta:og:title meta:twitter:title meta:dc.title meta:dcterms.title meta:articletitle title",
    "author": "meta:author meta:article:author meta:dc.creator meta:dcterms.creator meta:byl meta:parsely-author",
    "editor": "meta:editor meta:contenteditor",
    "source": "meta:source meta:contentsource meta:dc.source meta:copyfrom",
    "published": (
        "meta:article:published_time meta:datepublished meta:publishdate meta:pubdate meta:publish_time meta:og:release_date "
        "meta:dc.date meta:dc.date.issued meta:dcterms.created meta:date meta:firstpublishedtime time"
    ),
    "site": "meta:og:site_name meta:application-name meta:sitename meta:dc.publisher",
    "url": "link:canonical meta:og:url",
    "language": "lang meta:content-language meta:dc.language",
}
_ARTICLE: Final = re.compile(r"Article|Posting|Report|NewsMedia|WebPage|CreativeWork|Blog|Book")
_DEPTH: Final = 6


def from_head(facts: Iterable[Fact]) -> Iterator[Found]:
    """Yield what the facts of a page give for the fields of the metadata, the most reliable first."""
    by_name: dict[str, list[Fact]] = {}
    for fact in facts:
        by_name.setdefault(fact.name, []).append(fact)
    for fact in by_name.get("json-ld", ()):
        yield from _from_json_ld(fact)
    for field, names in _NAMES.items():
        for fact in (fact for name in names.split() for fact in by_name.get(name, ())):
            if value := _value(field, fact.value, by_name):
                yield Found(field, value, fact.start, fact.end)
    for fact in (*by_name.get("link:license", ()), *by_name.get("meta:dc.rights", ())):
        for licence, _, _ in licences_in(fact.value.lower()):
            yield Found("licences", licence, fact.start, fact.end)


def _value(field: str, text: str, facts: Mapping[str, list[Fact]]) -> str | None:
    """A fact's text as the value of a field; None if it is not one."""
    text = " ".join(text.split())
    if field == "published":
        return iso_date(text)
    if field == "author" and re.match(r"https?://|\W*$|(?i:admin|administrator|system|none|null)$", text):
        return None
    if field == "title":
        sites = [fact.value.strip() for name in _NAMES["site"].split() for fact in facts.get(name, ())]
        return _without_site(text, sites)
    return text or None


def _without_site(title: str, sites: list[str]) -> str:
    """A title without the name of its site behind a dash, bar or underscore.

    >>> _without_site("善本的故事 - 某某网", ["某某网"]), _without_site("善本的故事_文化_某某网", [])
    ('善本的故事', '善本的故事')
    """
    for site in sites:
        if site and title != site:
            title = title.removesuffix(site).rstrip(" -_–—|·")
    return re.split(r"[_|]", title)[0].strip() or title


def _from_json_ld(fact: Fact) -> Iterator[Found]:
    """Yield what one JSON-LD script says; one that is broken says nothing."""
    if len(fact.value) > JSON_LD_CHARACTERS:
        return
    try:
        content = json.loads(fact.value, strict=False)
    except (ValueError, RecursionError):
        return
    for node in _nodes(content, _DEPTH):
        if not _ARTICLE.search(str(node.get("@type"))):
            continue
        for field, value in _of_node(node):
            if isinstance(value, str) and value.strip():
                yield Found(field, " ".join(value.split()), fact.start, fact.end)


def _of_node(node: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "title", node.get("headline")
    yield "author", _name(node.get("author"))
    yield "editor", _name(node.get("editor"))
    yield "published", iso_date(str(node.get("datePublished") or ""))
    yield "site", _name(node.get("publisher"))
    yield "language", node.get("inLanguage")
    for licence, _, _ in licences_in(str(node.get("license") or "").lower()):
        yield "licences", licence


def _nodes(content: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON-LD document: itself, the members of lists and of "@graph"."""
    if isinstance(content, list) and depth:
        for item in content:
            yield from _nodes(item, depth - 1)
    elif isinstance(content, dict):
        yield content
        if depth:
            yield from _nodes(content.get("@graph"), depth - 1)


def _name(value: Any) -> str | None:
    """The name of a person or an organisation, or of several."""
    if isinstance(value, list):
        return "、".join(name for name in map(_name, value) if name) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None
