"""Adding what a box of suggestions does not find, from the words typed into it.

Apps say in `AppConfig.ready` how a row of theirs is made: `made_of_words(Film, film_from)`.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

Make = Callable[[str], models.Model]
LONGEST = 250
_makers: dict[str, Make] = {}


def made_of_words(model: type[models.Model], make: Make) -> None:
    """Register how words make a row: a new, unsaved one, or the saved one that they mean."""
    _makers[model._meta.label_lower] = make


def is_made_of_words(model: type[models.Model]) -> bool:
    return model._meta.label_lower in _makers


@require_POST
def quick_add_view(request: HttpRequest, app_label: str, model_name: str) -> JsonResponse:
    """JSON `{"id", "text"}` of the row that the posted `words` make, or 400 `{"error"}`."""
    make = _makers.get(f"{app_label}.{model_name}")
    if make is None:
        raise Http404
    model = apps.get_model(app_label, model_name)
    model_admin: Any = admin.site.get_model_admin(model)
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    words = " ".join(request.POST.get("words", "").replace("\x00", "").split())
    if not words or len(words) > LONGEST:
        return JsonResponse({"error": _("Type a name first.")}, status=400)
    row = make(words)
    if row.pk is None:
        try:
            with transaction.atomic():
                row.full_clean()
                row.save()
                model_admin.log_addition(request, row, [{"added": {}}])
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
    return JsonResponse({"id": str(row.pk), "text": str(row)})
