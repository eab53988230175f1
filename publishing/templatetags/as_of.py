"""Tags for whoever leads staff to the site as of an instant, and out of it again."""

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.urls import get_script_prefix

from publishing import as_of
from publishing.moments import told, told_everywhere

register = template.Library()


@register.simple_tag
def as_of_address(moment: datetime, path: str) -> str:
    """The page at `path`, as `{% url %}` gives it, as of that moment."""
    return as_of.as_of_address(moment, path)


@register.inclusion_tag("_as_of.html", takes_context=True)
def as_of_banner(context: Context) -> dict[str, Any]:
    """Say at which instant the page is told, and lead to others: the same page at each."""
    request, path = context["request"], context["request"].get_full_path()
    tomorrow = as_of.tomorrow_at_nine()
    return {
        "moment": told_everywhere(request.at),
        "root": as_of.site_root(),
        "here": path.removeprefix(get_script_prefix()),
        "now": as_of.public_path(path),
        "tomorrow": as_of.as_of_address(tomorrow, path),
        "tomorrow_told": told(tomorrow),
        "is_tomorrow": request.at == tomorrow,
        "first": getattr(context.get("page"), "first_edition", None),
    }
