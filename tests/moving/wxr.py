"""Export files as WordPress writes them, made of what a test is about."""

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from moving.report import Report
from moving.wordpress.mapping import Mapping
from moving.wordpress.take_in import Source, import_wordpress
from publishing.progress import Progress

SITE = "https://old.example"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><link>{site}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{site}</wp:base_site_url><wp:base_blog_url>{site}</wp:base_blog_url>
"""
FOOT = "</channel></rss>\n"
ANA = {"login": "ana", "name": "Ana Reyes"}


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def author(login: str, name: str, first: str = "", last: str = "") -> str:
    return (
        f"<wp:author><wp:author_id>7</wp:author_id><wp:author_login>{cdata(login)}"
        f"</wp:author_login><wp:author_display_name>{cdata(name)}</wp:author_display_name>"
        f"<wp:author_first_name>{cdata(first)}</wp:author_first_name>"
        f"<wp:author_last_name>{cdata(last)}</wp:author_last_name></wp:author>"
    )


def category(slug: str, name: str, parent: str = "", id: int = 3) -> str:
    return (
        f"<wp:category><wp:term_id>{id}</wp:term_id>"
        f"<wp:category_nicename>{escape(slug)}</wp:category_nicename>"
        f"<wp:category_parent>{escape(parent)}</wp:category_parent>"
        f"<wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>"
    )


def tag(slug: str, name: str) -> str:
    return (
        f"<wp:tag><wp:term_id>9</wp:term_id><wp:tag_slug>{escape(slug)}</wp:tag_slug>"
        f"<wp:tag_name>{cdata(name)}</wp:tag_name></wp:tag>"
    )


def item(id: int | str, title: str = "", content: str = "", **fields: Any) -> str:
    """One item. `terms` are (taxonomy, slug, name); `meta` a dict; `comments` texts."""
    kind = fields.get("kind", "post")
    slug = fields.get("slug", f"post-{id}")
    site = fields.get("site", SITE)
    link = fields.get("link", f"{site}/2013/03/{slug}/")
    terms = "".join(
        f"<category domain={quoteattr(taxonomy)} nicename={quoteattr(known_as)}>{cdata(name)}"
        "</category>"
        for taxonomy, known_as, name in fields.get("terms", [])
    )
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
        for key, value in fields.get("meta", {}).items()
    )
    comments = "".join(
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>{cdata('Reader')}"
        f"</wp:comment_author><wp:comment_content>{cdata(words)}</wp:comment_content></wp:comment>"
        for number, words in enumerate(fields.get("comments", []), start=1)
    )
    file = fields.get("file", "")
    attachment = f"<wp:attachment_url>{escape(file)}</wp:attachment_url>" if file else ""
    date = fields.get("date", "2013-03-29 14:00:00")
    return (
        f"<item><title>{cdata(title)}</title><link>{escape(link)}</link>"
        f"<dc:creator>{cdata(fields.get('creator', 'ana'))}</dc:creator>"
        f'<guid isPermaLink="false">{escape(fields.get("guid", f"{site}/?p={id}"))}</guid>'
        f"<content:encoded>{cdata(content)}</content:encoded>"
        f"<excerpt:encoded>{cdata(fields.get('excerpt', ''))}</excerpt:encoded>"
        f"<wp:post_id>{id}</wp:post_id><wp:post_date>{date}</wp:post_date>"
        f"<wp:post_date_gmt>{fields.get('date_gmt', date)}</wp:post_date_gmt>"
        f"<wp:post_name>{escape(slug)}</wp:post_name>"
        f"<wp:status>{fields.get('status', 'publish')}</wp:status>"
        f"<wp:post_parent>{fields.get('parent', 0)}</wp:post_parent>"
        f"<wp:post_type>{kind}</wp:post_type>"
        f"<wp:post_password>{cdata(fields.get('password', ''))}</wp:post_password>"
        f"{attachment}{terms}{meta}{comments}</item>"
    )


def attachment(id: int, file: str, parent: int = 0, alt: str = "", **fields: Any) -> str:
    slug = fields.pop("slug", f"still-{id}")
    return item(
        id,
        fields.pop("title", slug),
        kind="attachment",
        status="inherit",
        slug=slug,
        file=file,
        parent=parent,
        link=fields.pop("link", f"{SITE}/{slug}/"),
        meta={"_wp_attachment_image_alt": alt} if alt else {},
        **fields,
    )


def export(*parts: str, site: str = SITE) -> str:
    """A whole file; with the author of all items, unless there is one among the parts."""
    has_author = any(part.startswith("<wp:author>") for part in parts)
    authors = "" if has_author else author(ANA["login"], ANA["name"])
    return "\n".join([HEAD.format(site=site), authors, *parts, FOOT])


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def bring(file: Path, *, rehearse: bool = False, **source: Any) -> dict[str, Any]:
    """Import one file; returns the report as it stands in its own."""
    mapping = Mapping(**source.pop("mapping", {}))
    report_file = file.with_suffix(".report.json")
    with Report(str(file), report_file) as report:
        files = [file, *source.pop("more", [])]
        import_wordpress(
            Source(files=files, mapping=mapping, **source), report, Progress(None), rehearse
        )
    return json.loads(report_file.read_text(encoding="utf-8"))


def bring_items(folder: Path, *parts: str, **source: Any) -> dict[str, Any]:
    return bring(write(folder / "export.xml", export(*parts)), **source)
