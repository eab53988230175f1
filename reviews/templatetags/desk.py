"""What the desk's own pages show: the daily lists, and what waits for somebody today."""

from collections.abc import Iterable
from typing import Any

from django import template

from publishing.desk.panels import panels_for

register = template.Library()

DAILY = (
    *("reviews.review", "reviews.film", "reviews.person", "authors.author", "pictures.picture"),
    *("reviews.tag", "reviews.trailer", "recommendations.frontpagepick"),
)


@register.filter
def daily_lists(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lists used every day, from the admin's `app_list`, which holds what one may see."""
    lists = _lists(apps)
    return [lists[label] for label in DAILY if label in lists]


@register.filter
def other_lists(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Everything else: settings, people who sign in."""
    return [found for label, found in _lists(apps).items() if label not in DAILY]


def _lists(apps: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = (model for app in apps for model in app["models"] if model["admin_url"])
    return {model["model"]._meta.label_lower: model for model in found}


@register.inclusion_tag("publishing/desk/_today.html", takes_context=True)
def today(context: template.Context) -> dict[str, Any]:
    """`panels` that concern the person who asks; each costs the same few queries always."""
    return {"panels": panels_for(context["request"])}
