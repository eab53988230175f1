"""The final form of a piece: the reviews app's, with the box of recommendations in it."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

import recommendations.pick_admin  # noqa: F401  (registers the front page)
from publishing.desk.staff import staff
from recommendations.desk_choices import automatic_list, never_beside, take_choices
from recommendations.desk_form import RecommendationForm
from recommendations.models.recommendation import Recommendation
from reviews.desk.ordered import OrderedInline
from reviews.desk.review_admin import ReviewAdmin
from reviews.desk.rights import may_change_recommendations
from reviews.models.review import Review


class RecommendationInline(OrderedInline):
    model = Recommendation
    form = RecommendationForm
    template = "recommendations/desk_inline.html"
    fk_name = "review"
    fields = (("target", "url"), ("title", "dated_on"), ("excerpt", "picture"), "position")
    autocomplete_fields = ("target", "picture")
    only_chosen = ("target",)
    adder = gettext_lazy("Add a piece of ours, or an address elsewhere")
    folded = gettext_lazy("Other words, picture")

    class Media:
        css = {"all": ("desk/automatic.css",)}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("target__film")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("reviews.view_review")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change_recommendations(staff(request), obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change_recommendations(staff(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change_recommendations(staff(request), obj)


@admin.register(Review)
class PieceAdmin(ReviewAdmin):
    inlines = [*ReviewAdmin.inlines, RecommendationInline]
    live_inlines = (RecommendationInline,)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Adds what the site itself recommends, for the box below the editor's own."""
        review = context.get("original")
        if review is not None:
            context.update(
                automatic=automatic_list(review, request.at),  # type: ignore[attr-defined]
                never=never_beside(review),
                may_choose=may_change_recommendations(staff(request), review),
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if may_change_recommendations(staff(request), form.instance):
            for sentence in take_choices(request, form.instance):
                messages.info(request, sentence)
