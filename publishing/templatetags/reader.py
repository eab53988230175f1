"""Tags for public pages: those that mark HTML safe, and dates as readers see them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from publishing.markup import Piece, cut

register = template.Library()

# What could end a script element, and what no HTML document may hold, as JSON escapes.
_ESCAPES = {
    code: f"\\u{code:04x}"
    for code in (*map(ord, "<>&"), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xFFF9, 0x10000))
}


@register.simple_tag(takes_context=True)
def body(context: Context, html: str) -> SafeString:
    """Render a cleaned body; its figures by `_body_picture.html` and `_body_video.html`.

    The context's `pictures` maps ids ("12"), its `videos` keys ("provider:id:hash"), to what
    the partials get as `picture` and `video`, beside `caption`. Unknown figures are left out.
    """
    return mark_safe("".join(_rendered(context, piece) for piece in cut(html)))


def _rendered(context: Context, piece: Piece) -> str:
    if piece.kind == "html":
        return piece.html
    shown = (context.get(f"{piece.kind}s") or {}).get(piece.key)
    if shown is None:
        return ""
    # A caption is a part of the cleaned body, as the pieces between the figures are.
    values = {piece.kind: shown, "caption": mark_safe(piece.html)}
    return render_to_string(f"_body_{piece.kind}.html", values)


@register.simple_tag
def structured_data(graph: dict[str, Any]) -> SafeString:
    """Render a graph as JSON-LD. Browsers run no such block, so the script policy lets it be."""
    told = json.dumps(graph, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(told))


@register.simple_tag
def reader_date(moment: datetime | date | None, at: datetime | None = None) -> str:
    """Return "29 March 2013", in the site's zone and language, or nothing for no moment.

    A moment on the same day as `at` gets its time too: "29 March 2013, 14:05".
    """
    if not moment:
        return ""
    local = localtime(moment) if isinstance(moment, datetime) else moment
    is_today = at and isinstance(local, datetime) and local.date() == localtime(at).date()
    return formats.date_format(local, "DATETIME_FORMAT" if is_today else "DATE_FORMAT")
