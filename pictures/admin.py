"""The library: pictures with their words, credit, focal point, and where they are used."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pictures.desk.chooser import choose_view, described_view, upload_view, words_view
from pictures.desk.filters import RightsFilter, WordsFilter
from pictures.desk.forms import PictureForm
from pictures.keep import PictureInUse, keep, remove
from pictures.models.picture import Picture
from pictures.shapes import SHAPES
from pictures.uses import Use, uses_of
from publishing.desk.lists import BoundedList
from publishing.desk.native_inputs import NATIVE_INPUTS

USES_TOLD = 20


@admin.register(Picture)
class PictureAdmin(BoundedList):
    """Templates: admin/pictures/picture/change_list.html (a grid), change_form.html."""

    form = PictureForm
    formfield_overrides = NATIVE_INPUTS
    list_filter = (WordsFilter, RightsFilter)
    list_per_page = 60
    search_fields = ("alt", "caption", "credit", "file")
    actions = None
    fieldsets = (
        (None, {"fields": ("file", "alt", "decorative")}),
        (gettext_lazy("Words below it"), {"fields": ("caption", ("credit", "rights_until"))}),
        (
            gettext_lazy("Where its subject is"),
            {
                "fields": (("focal_x", "focal_y"),),
                "description": gettext_lazy(
                    "Per cent from the left and the top. Every crop keeps this point in view."
                ),
                "classes": ("focal-point",),
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        def ours(route: str, view: Any, name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(view)
            return path(route, wrapped, {"model_admin": self}, name=f"pictures_picture_{name}")

        return [
            ours("choose/", choose_view, "choose"),
            ours("upload/", upload_view, "upload"),
            ours("described/", described_view, "described"),
            ours("<int:picture_id>/words/", words_view, "words"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Adds `shapes` for the previews, and `uses` that this person may follow or only read."""
        picture = context.get("original")
        uses = uses_of(picture) if picture else []
        context.update(
            shapes=[shape for shape in SHAPES.values() if shape.ratio],
            uses=[(use, bool(use.url) and request.user.has_perm(use.permission)) for use in uses],
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        keep(obj)
        if change and "file" in form.changed_data:
            messages.info(request, _("The new file is shown wherever the picture is used."))

    def get_deleted_objects(
        self, objs: Iterable[Any], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """A picture in use is protected by its uses; its files are no news to anybody."""
        pictures = list(objs)
        protected = [str(use) for picture in pictures for use in uses_of(picture)]
        count = {str(self.opts.verbose_name_plural): len(pictures)}
        return [str(picture) for picture in pictures], count, set(), protected

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        """The page before asked already; who began to use the picture since is told here."""
        try:
            remove(obj)
        except PictureInUse as refusal:
            self.log_refusal(request, obj, refusal.uses)

    def log_refusal(self, request: HttpRequest, picture: Picture, uses: list[Use]) -> None:
        places = "; ".join(str(use) for use in uses[:USES_TOLD])
        messages.error(
            request,
            _("Not deleted: the picture is used meanwhile. %(places)s") % {"places": places},
        )
