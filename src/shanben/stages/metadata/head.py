"""What the head of a page says: JSON-LD, Open Graph, Dublin Core, microdata and other meta elements, links, `<title>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from shanben.limits import JSON_LD_CHARACTERS
from shanben.stages.metadata.dates import date_of_address, iso_date
from shanben.stages.metadata.found import Found
from shanben.stages.metadata.people import is_junk
from shanben.view import Fact

# For each field the names of facts that give it, the more exact first.
_NAMES: Final[dict[str, str]] = {
    "title": "meta:og:title itemprop:headline meta:headline meta:twitter:title meta:dc.title meta:articletitle title",
    "author": (
        "itemprop:author meta:article:author meta:author meta:dc.creator meta:dcterms.creator meta:byl meta:parsely-author "
        "meta:articleauthor meta:authorname link:author"
    ),
    "editor": "itemprop:editor meta:editor meta:contenteditor meta:responsibleeditor",
    "source": "meta:source meta:contentsource meta:dc.source meta:copyfrom meta:articlesource meta:mediaid",
    "published": (
        "meta:article:published_time itemprop:datepublished meta:datepublished meta:publishdate meta:pubdate meta:publish_time "
        "meta:publishtime meta:og:release_date meta:og:published_time meta:weibo:article:create_at "
        "meta:citation_publication_date meta:dc.date meta:dc.date.issued meta:dc.date.created meta:dcterms.created "
        "meta:dcterms.issued meta:dcterms.date "
        "meta:date meta:firstpublishedtime meta:parsely-pub-date meta:bytedance:published_time meta:uploaddate"
    ),
    "modified": (
        "meta:article:modified_time itemprop:datemodified meta:datemodified meta:og:updated_time meta:bytedance:updated_time "
        "meta:weibo:article:update_at meta:dcterms.modified meta:dc.date.modified meta:lastmod meta:revised"
    ),
    "site": "meta:og:site_name meta:application-name meta:sitename meta:dc.publisher itemprop:publisher",
    "section": "meta:article:section itemprop:articlesection meta:columnname meta:dc.subject.category",
    "keywords": "meta:keywords meta:article:tag itemprop:keywords meta:news_keywords meta:dc.subject",
    "url": "link:canonical meta:og:url",
    "language": "lang meta:content-language meta:dc.language",
    "copyright_holder": "itemprop:copyrightholder meta:dc.rightsholder",
}
_SITES: Final = _NAMES["site"].split()
_FIELDS: Final = [(field, name) for field, names in _NAMES.items() for name in names.split()]
_PLACES: Final = {name: [at for at, (_, other) in enumerate(_FIELDS) if other == name] for _, name in _FIELDS}
"""For each name where in the order of fields and names it stands."""
_KEYWORDS: Final = re.compile(r"[,，;；、|]")
_PARTS: Final = re.compile(r"[_|]")
_ARTICLE: Final = re.compile(r"Article|Posting|Report|NewsMedia|WebPage|CreativeWork|Blog|Book|Recipe|Review|Question")
_DEPTH: Final = 6
_WIKIS: Final = ("MediaWiki", "DokuWiki", "XWiki", "PmWiki", "Wiki.js")


def from_head(facts: Sequence[Fact], url: str | None) -> Iterator[Found]:
    """Yield what the facts of a page, and its address, give for the fields of the metadata, of each evidence the best first."""
    if not facts and not url:
        return
    by_name: dict[str, list[Fact]] = {}
    for fact in facts:
        by_name.setdefault(fact.name.lower(), []).append(fact)
    for fact in by_name.get("json-ld", ()):
        yield from _from_json_ld(fact)
    sites = [fact.value.strip() for name in _SITES for fact in by_name.get(name, ())]
    told = [(at, fact) for name, same in by_name.items() for at in _PLACES.get(name, ()) for fact in same]
    for at, fact in sorted(told, key=itemgetter(0)):
        field, name = _FIELDS[at]
        for value in _values(field, fact.value, sites):
            yield Found(field, value, fact.start, fact.end, "meta" if name != "title" else "title")
    times = by_name.get("time", ())
    for fact in times[: len(times) == 1]:  # where there are many, they are those of comments and lists
        if day := iso_date(fact.value):
            yield Found("published", day, fact.start, fact.end, "time")
    yield from _from_address(by_name, url)


def is_wiki(facts: Sequence[Fact]) -> bool:
    """Whether a page is one of a wiki, by the software that it names."""
    return any(fact.name == "meta:generator" and fact.value.startswith(_WIKIS) for fact in facts)


def _values(field: str, text: str, sites: Sequence[str]) -> Iterator[str]:
    """Yield a fact's text as values of a field; nothing if it is none. `sites` are the names of the site."""
    text = " ".join(text.split())
    if field in ("published", "modified"):
        if day := iso_date(text):
            yield day
    elif field == "author":
        if text and text not in sites and not is_junk(text):
            yield text
    elif field == "keywords":
        yield from filter(None, map(str.strip, _KEYWORDS.split(text)))
    elif field == "title":
        yield from filter(None, [_without_site(text, sites)])
    elif text:
        yield text


def _without_site(title: str, sites: Sequence[str]) -> str:
    """A title without the name of its site behind a dash, bar or underscore.

    >>> _without_site("善本的故事 - 某某网", ["某某网"]), _without_site("善本的故事_文化_某某网", [])
    ('善本的故事', '善本的故事')
    """
    for site in sites:
        if site and title != site:
            title = title.removesuffix(site).rstrip(" -_–—|·")
    return _PARTS.split(title)[0].strip() or title


def _from_address(facts: Mapping[str, list[Fact]], url: str | None) -> Iterator[Found]:
    """Yield the day that the address of the page names: the canonical one, or that where it was found."""
    for fact in (*facts.get("link:canonical", ()), *facts.get("meta:og:url", ())):
        if day := date_of_address(fact.value):
            yield Found("published", day[0], fact.start, fact.end, "address")
    if url and (day := date_of_address(url)):
        yield Found("published", day[0], 0, 0, "address")


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
                yield Found(field, " ".join(value.split()), fact.start, fact.end, "json-ld")


def _of_node(node: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    site = _name(node.get("publisher"))
    yield "title", node.get("headline")
    author = _name(node.get("author")) or _name(node.get("creator"))
    if author and author != site and not is_junk(author):
        yield "author", author
    yield "editor", _name(node.get("editor"))
    yield "published", iso_date(str(node.get("datePublished") or node.get("dateCreated") or ""))
    yield "modified", iso_date(str(node.get("dateModified") or ""))
    yield "site", site
    yield "section", _name(node.get("articleSection"))
    keywords = node.get("keywords")
    for word in keywords if isinstance(keywords, list) else str(keywords or "").split(","):
        yield "keywords", word
    yield "language", node.get("inLanguage")
    yield "copyright_holder", _name(node.get("copyrightHolder"))
    yield "copyright_years", str(node.get("copyrightYear") or "")


def _nodes(content: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON-LD document: itself, the members of lists and of "@graph", and what a page is about."""
    if isinstance(content, list) and depth:
        for item in content:
            yield from _nodes(item, depth - 1)
    elif isinstance(content, dict):
        if depth:
            yield from _nodes(content.get("mainEntity"), depth - 1)
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
