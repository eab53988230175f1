"""The final form of a piece: the reviews app's, with the box of recommendations in it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

import recommendations.pick_admin  # noqa: F401  (registers the front page)
from publishing.desk.staff import staff
from recommendations.models.recommendation import Recommendation
from reviews.desk.ordered import OrderedInline
from reviews.desk.review_admin import ReviewAdmin
from reviews.desk.rights import may_change_recommendations
from reviews.models.review import Review


class RecommendationInline(OrderedInline):
    model = Recommendation
    fk_name = "review"
    fields = (("target", "url"), ("title", "dated_on"), ("excerpt", "picture"), "position")
    autocomplete_fields = ("target", "picture")
    only_chosen = ("target",)
    adder = gettext_lazy("Add a piece of ours, or an address elsewhere")
    folded = gettext_lazy("Other words, picture")

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
