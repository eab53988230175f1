"""What a person is told on her dashboard."""

from typing import Any

from django import template

from publishing.notices import unread

register = template.Library()
AT_MOST = 8


@register.inclusion_tag("publishing/desk/_notices.html", takes_context=True)
def notices(context: template.Context) -> dict[str, Any]:
    """`notices`, the newest unread ones (one query), and `csrf_token` for the button below."""
    person = context["request"].user
    return {"notices": unread(person)[:AT_MOST], "csrf_token": context.get("csrf_token")}
