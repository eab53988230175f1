"""The instants ahead at which the front page changes by itself."""

from datetime import datetime

from recommendations.models.front_page_pick import FrontPagePick


def next_picks(after: datetime, count: int) -> list[datetime]:
    """When picks come and go: one indexed read each."""
    come = FrontPagePick.objects.filter(shown_from__gt=after).order_by("shown_from")
    go = FrontPagePick.objects.filter(shown_until__gt=after).order_by("shown_until")
    ends = go.values_list("shown_until", flat=True)[:count]
    return [*come.values_list("shown_from", flat=True)[:count], *filter(None, ends)]
