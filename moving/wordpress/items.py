"""What an export file holds, as plain facts: nothing is judged or cleaned yet."""

from dataclasses import dataclass, field


@dataclass
class Site:
    """The site that was exported: its own address, and the one that tells it from others."""

    title: str = ""
    base_site: str = ""
    base_blog: str = ""
    version: str = ""


@dataclass
class Person:
    """Somebody who could log in there. Only the names are for readers."""

    login: str
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    id: str = ""


@dataclass
class Term:
    """A category or a tag; `parent` is another one's slug."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    id: str = ""


@dataclass
class Comment:
    id: str = ""
    author: str = ""
    email: str = ""
    url: str = ""
    date_gmt: str = ""
    content: str = ""
    approved: str = ""
    kind: str = ""
    parent: str = ""


@dataclass
class Item:
    """One post, page, attachment or anything else that WordPress keeps as a post.

    `terms` are (taxonomy, slug, name); `meta` holds the first value of each key.
    """

    id: str = ""
    kind: str = ""
    status: str = ""
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    slug: str = ""
    parent: str = ""
    password: str = ""
    date: str = ""
    date_gmt: str = ""
    pub_date: str = ""
    attachment_url: str = ""
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)

    def named(self, taxonomy: str) -> list[str]:
        return [name or slug for kind, slug, name in self.terms if kind == taxonomy]
