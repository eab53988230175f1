"""The tag by which a piece's page asks for what to read next, without knowing where it is kept."""

from django import template
from django.template.context import Context

from recommendations.public import recommended_cards
from reviews.public.cards import Card
from reviews.public.page import ReviewPage

register = template.Library()


@register.simple_tag(takes_context=True)
def recommended_for(context: Context, page: ReviewPage) -> list[Card]:
    """Return the cards to show beside a piece: `{% recommended_for page as cards %}`."""
    return recommended_cards(page.review_id, context["at"])
