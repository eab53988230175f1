"""What search engines ask of structured data, as far as our pages use it.

Source: developers.google.com/search/docs/appearance/structured-data, the pages on review
snippets, movies, videos, articles and breadcrumbs, and the legacy rule that a critic's words
about a film have 200 characters at most.
"""

from datetime import datetime
from typing import Any

REQUIRED = {
    "NewsArticle": {"headline", "author", "datePublished"},
    "Article": {"headline", "author", "datePublished"},
    "Movie": {"name"},
    "Review": {"author", "itemReviewed"},
    "Rating": {"ratingValue"},
    "VideoObject": {"name", "thumbnailUrl", "uploadDate", "description"},
    "Person": {"name"},
    "Organization": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
RECOMMENDED = {
    "NewsArticle": {"image", "dateModified", "publisher"},
    "Article": {"image", "dateModified", "publisher"},
    "Movie": {"image", "dateCreated", "director", "review"},
    "Review": {"datePublished", "reviewRating"},
    "Rating": {"bestRating", "worstRating"},
    "VideoObject": {"duration", "embedUrl"},
    "Person": {"url"},
    "Organization": {"url"},
}
ADDRESSES = {"@id", "url", "image", "item", "thumbnailUrl", "embedUrl", "mainEntityOfPage"}
MOMENTS = {"datePublished", "dateModified", "uploadDate"}


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every typed node, however deep."""
    if isinstance(value, list):
        return [node for inner in value for node in nodes(inner)]
    if not isinstance(value, dict):
        return []
    inner = [node for part in value.values() for node in nodes(part)]
    return [value, *inner] if "@type" in value else inner


def faults(graph: dict[str, Any]) -> list[str]:
    """What is wrong with a graph, in words; empty when nothing is."""
    found = [] if graph.get("@context") == "https://schema.org" else ["no context"]
    defined = {node["@id"] for node in nodes(graph) if "@id" in node}
    for node in nodes(graph):
        kind = node["@type"]
        found += [f"{kind} lacks {name}" for name in sorted(REQUIRED[kind] - set(node))]
        found += _empty(node) + _untrue_values(node) + _loose_ends(node, defined)
    return found


def missing(graph: dict[str, Any]) -> list[str]:
    """Recommended properties that the page's own nodes, and the review in them, lack."""
    own = [*graph["@graph"], *(node["review"] for node in graph["@graph"] if "review" in node)]
    return [
        f"{node['@type']}.{name}"
        for node in own
        for name in sorted(RECOMMENDED.get(node["@type"], set()) - set(node))
    ]


def _empty(node: dict[str, Any]) -> list[str]:
    return [
        f"{node['@type']}.{key} is empty" for key, value in node.items() if value in ("", [], None)
    ]


def _untrue_values(node: dict[str, Any]) -> list[str]:
    found = []
    for key, value in node.items():
        values = value if isinstance(value, list) else [value]
        if key in ADDRESSES:
            found += [
                f"{key}: {one}" for one in values if not one.startswith(("http://", "https://"))
            ]
        if key in MOMENTS and datetime.fromisoformat(value).tzinfo is None:
            found.append(f"{key} without a zone")
    if node["@type"] in {"Person", "Organization"} and len(node["name"]) >= 100:
        found.append("name too long")
    if node["@type"] == "Rating":
        worst, best = node.get("worstRating", 1), node.get("bestRating", 5)
        if (
            not isinstance(node["ratingValue"], int | float)
            or not worst <= node["ratingValue"] <= best
        ):
            found.append(f"rating {node['ratingValue']} is not within {worst} and {best}")
    if node["@type"] == "Review" and len(node.get("description", "")) > 200:
        found.append("too many words about the film")
    return found


def _loose_ends(node: dict[str, Any], defined: set[str]) -> list[str]:
    """References to nodes that are not on the page."""
    parts = [
        part for value in node.values() for part in (value if isinstance(value, list) else [value])
    ]
    bare = [part for part in parts if isinstance(part, dict) and set(part) == {"@id"}]
    return [f"{part['@id']} is nowhere" for part in bare if part["@id"] not in defined]
