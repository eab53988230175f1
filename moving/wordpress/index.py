"""The first pass: what every item is and where it will live, before anything is written.

Only facts that other items need are kept, some hundred bytes an item, so that links can be
rewritten, pictures found and children put under parents that come later in the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from moving.models.imported_item import ImportedItem
from moving.take_in import Unreadable
from moving.wordpress.items import Item, Person, Site, Term
from moving.wordpress.recognise import judge
from moving.wordpress.wxr import read_wxr
from publishing.models.text_page import is_taken_by_the_site
from publishing.slugs import is_slug, slug_from
from reviews.models.address import Address
from reviews.models.edition import piece_path

# What WordPress keeps as posts, and is none of a site's content.
MACHINERY = frozenset(
    (
        *("nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache"),
        *("user_request", "wp_template", "wp_template_part", "wp_global_styles", "wp_font_face"),
        *("wp_font_family", "wp_navigation", "wp_block", "guest-author", "feedback", "acf-field"),
        *(
            "acf-field-group",
            "jp_pay_order",
            "jp_pay_product",
            "wpcf7_contact_form",
            "scheduled-action",
        ),
    )
)
_TAGS = re.compile(r"<[^<>]{0,500}>")
_SIZE = re.compile(r"-(?:[0-9]{1,5}x[0-9]{1,5}|scaled|rotated)(?=\.[A-Za-z0-9]{2,5}$)")


@dataclass(slots=True)
class Entry:
    """One item as others see it. `becomes` is review, article, page, picture or "" for none."""

    id: str
    kind: str
    status: str
    becomes: str
    slug: str
    link: str
    guid: str
    parent: str
    title: str
    attachment_url: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""

    @property
    def path(self) -> str:
        """Where it lives here."""
        if not self.slug or self.becomes not in ("review", "article", "page"):
            return ""
        if self.becomes == "page":
            return f"/{escape_uri_path(self.slug)}/"
        return piece_path(self.becomes, self.slug)


@dataclass
class Index:
    """Everything the second pass looks up."""

    site: Site = field(default_factory=Site)
    people: dict[str, Person] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_path: dict[str, str] = field(default_factory=dict)
    by_file: dict[str, str] = field(default_factory=dict)
    reusable: dict[str, str] = field(default_factory=dict)
    guests: dict[str, str] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    comments: int = 0

    @property
    def source(self) -> str:
        """What tells this site's things from another's: its address, without its scheme."""
        return f"wordpress:{re.sub(r'^https?://', '', self.site.base_blog.lower())}"[:300]

    @property
    def host(self) -> str:
        return urlsplit(self.site.base_blog).netloc.lower().removeprefix("www.")

    @property
    def root(self) -> str:
        """The folder of the site on its host, such as `/blog`; empty for a host of its own."""
        return urlsplit(self.site.base_blog).path.rstrip("/")

    def is_ours(self, address: str) -> bool:
        return urlsplit(address).netloc.lower().removeprefix("www.") == self.host

    def entry_at(self, address: str) -> Entry | None:
        """The item that an address of the old site led to."""
        parts = urlsplit(address)
        query = parse_qs(parts.query)
        for name in ("p", "page_id", "attachment_id"):
            if id := next(iter(query.get(name, [])), ""):
                return self.entries.get(id)
        path = decoded(parts.path).rstrip("/")
        return self.entries.get(self.by_path.get(path, ""))

    def picture_at(self, address: str) -> Entry | None:
        """The attachment whose file, in whatever size, an address names."""
        return self.entries.get(self.by_file.get(file_key(address), ""))


def read_index(files: Iterable[Path], scale: int, kinds: dict[str, str]) -> Index:
    """Read every file once. Raises Unreadable before anything was written."""
    index = Index()
    for path in files:
        for part in read_wxr(path):
            if isinstance(part, Site):
                _add_site(index, part, path)
            elif isinstance(part, Person):
                index.people.setdefault(part.login, part)
            elif isinstance(part, Term):
                index.terms.setdefault((part.taxonomy, part.slug), part)
            else:
                _add_item(index, part, scale, kinds)
    _settle_addresses(index)
    return index


def _add_site(index: Index, site: Site, path: Path) -> None:
    if index.site.base_blog and site.base_blog != index.site.base_blog:
        raise Unreadable(
            _("%(file)s is of another site, %(other)s; bring one site in at a time.")
            % {"file": path.name, "other": site.base_blog[:200]}
        )
    index.site = site


def _add_item(index: Index, item: Item, scale: int, kinds: dict[str, str]) -> None:
    if item.id in index.entries:
        index.twice.add(item.id)
        return
    entry = Entry(
        id=item.id,
        kind=item.kind,
        status=item.status,
        becomes=kinds[item.id] if item.id in kinds else _becomes(item, scale),
        slug=slug_of(item),
        link=item.link[:2000],
        guid=item.guid[:500],
        parent=item.parent,
        title=headline_of(item)[:300],
    )
    if item.kind == "attachment":
        entry.attachment_url = item.attachment_url or item.guid
        entry.alt = item.meta.get("_wp_attachment_image_alt", "").strip()
        entry.caption = item.excerpt.strip()
        names = ("_media_credit", "media_credit", "credit", "_navis_media_credit")
        entry.credit = next((item.meta[name] for name in names if item.meta.get(name)), "")
        index.by_file.setdefault(file_key(entry.attachment_url), item.id)
        index.children[item.parent].append(item.id)
    elif item.kind == "wp_block":
        index.reusable[item.id] = item.content[:200_000]
    elif item.kind == "guest-author":
        index.guests[item.slug.removeprefix("cap-")] = item.title
    index.entries[item.id] = entry
    index.comments += len(item.comments)
    if path := decoded(urlsplit(item.link).path).rstrip("/"):
        index.by_path.setdefault(path, item.id)


def _becomes(item: Item, scale: int) -> str:
    if item.kind == "attachment":
        return "picture"
    if item.kind in MACHINERY or item.status in ("trash", "auto-draft"):
        return ""
    if item.kind == "page":
        return "page"
    return judge(item, headline_of(item), scale).kind


def _settle_addresses(index: Index) -> None:
    """Give every piece and page an address that is nobody else's, here or in the files."""
    wanted = {entry.slug for entry in index.entries.values() if entry.slug}
    own = ImportedItem.objects.filter(source=index.source, kind="reviews").values("object_id")
    taken: set[str] = set()
    ordered = sorted(wanted)
    for start in range(0, len(ordered), 500):
        others = Address.objects.filter(slug__in=ordered[start : start + 500])
        taken |= set(others.exclude(review_id__in=own).values_list("slug", flat=True))
    pages: set[str] = set()
    for entry in index.entries.values():
        if entry.becomes in ("review", "article") and entry.slug:
            entry.slug = _free(entry, taken)
        elif entry.becomes == "page":
            entry.slug = entry.slug or slug_from(entry.title) or f"page-{entry.id}"
            if is_taken_by_the_site(entry.slug):
                entry.slug = f"{entry.slug[:120]}-page"
            entry.slug = _free(entry, pages)


def _free(entry: Entry, taken: set[str]) -> str:
    slug = entry.slug if entry.slug not in taken else f"{entry.slug[:100]}-{entry.id}"
    taken.add(slug)
    return slug


def slug_of(item: Item) -> str:
    """The slug an item had, in letters; drafts have none."""
    slug = unicodedata.normalize("NFC", unquote(item.slug, errors="ignore"))
    return slug[:120] if is_slug(slug[:120]) else slug_from(slug, max_length=120)


def headline_of(item: Item) -> str:
    """The title as words: WordPress lets tags and entities stand in it."""
    words = unescape(_TAGS.sub("", item.title))
    return " ".join(words.replace("\xa0", " ").split())


def decoded(path: str) -> str:
    return unicodedata.normalize("NFC", unquote(path, errors="replace"))


def file_key(address: str) -> str:
    """A file below `uploads`, whatever its host, scheme and size."""
    path = decoded(urlsplit(address).path)
    path = path.rpartition("/uploads/")[2] if "/uploads/" in path else path.lstrip("/")
    return _SIZE.sub("", path)
