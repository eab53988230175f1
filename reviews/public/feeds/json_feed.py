"""JSON Feed 1.1. Source: https://www.jsonfeed.org/version/1.1/."""

import json
from typing import Any

from reviews.public.feeds.entries import Entry, Feed

CONTENT_TYPE = "application/feed+json; charset=utf-8"


def json_feed(feed: Feed) -> str:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
        "language": feed.language,
        "authors": [{"name": feed.site_name}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(told, ensure_ascii=False)


def _item(entry: Entry) -> dict[str, Any]:
    """An entry without the keys it has nothing to say for."""
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "image": entry.picture,
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat() if entry.updated_at else "",
        "authors": entry.authors,
        "tags": entry.tags,
        "language": entry.language,
    }
    return {key: value for key, value in item.items() if value}
