"""Choosing a picture, from within any form: search, upload, words.

One page, and three addresses that answer its script in JSON. Each asks for its own permission:
to look needs `view`, to upload `add`, to change words `change`; who may add pictures may also
describe one that nobody has described yet.
"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pictures.desk.forms import UploadForm, WordsForm
from pictures.keep import keep
from pictures.models.picture import Picture
from pictures.shown import thumbnail_url

PER_PAGE = 24
LARGEST_ID = 2**63 - 1
MOST_DESCRIBED = 200


@require_GET
def choose_view(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """`pictures/choose.html`, or with `?part` only `pictures/_chooser.html`, which it includes.

    Context: `pictures` (a page of them), `query`, `only` ("undescribed" or nothing), `may_add`.
    """
    _insist(model_admin.has_view_permission(request))
    query = request.GET.get("q", "").strip()[:200]
    only = "undescribed" if request.GET.get("only") == "undescribed" else ""
    pictures = Picture.objects.matching(query)
    if only:
        pictures = pictures.undescribed()
    context = {
        "pictures": Paginator(pictures, PER_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "only": only,
        "may_add": model_admin.has_add_permission(request),
    }
    if "part" in request.GET:
        return render(request, "pictures/_chooser.html", context)
    site = model_admin.admin_site.each_context(request)
    context |= {**site, "title": _("Choose a picture"), "opts": model_admin.opts}
    return render(request, "pictures/choose.html", context)


@require_POST
def upload_view(request: HttpRequest, model_admin: Any) -> JsonResponse:
    """Take one file with its words: 201 and the picture, or 422 and a sentence for each field."""
    _insist(model_admin.has_add_permission(request))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _errors(form)
    keep(form.instance)
    model_admin.log_addition(request, form.instance, _("Uploaded in the chooser."))
    return JsonResponse({"picture": told(form.instance, request, model_admin)}, status=201)


@require_POST
def words_view(request: HttpRequest, picture_id: int, model_admin: Any) -> JsonResponse:
    """Change the words of a picture: 200 and the picture, or 422 and a sentence for each field."""
    picture = get_object_or_404(Picture, pk=_id(picture_id))
    _insist(may_describe(request, picture, model_admin))
    form = WordsForm(request.POST, instance=picture)
    if not form.is_valid():
        return _errors(form)
    if form.has_changed():
        form.save()
        model_admin.log_change(request, picture, _("Described in the chooser."))
    return JsonResponse({"picture": told(picture, request, model_admin)})


@require_GET
def described_view(request: HttpRequest, model_admin: Any) -> JsonResponse:
    """Tell the pictures of `?id=1&id=2`, those that exist."""
    _insist(model_admin.has_view_permission(request))
    asked = request.GET.getlist("id")[:MOST_DESCRIBED]
    ids = [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 20]
    pictures = Picture.objects.filter(pk__in=[pk for pk in ids if pk <= LARGEST_ID])
    return JsonResponse({"pictures": [told(one, request, model_admin) for one in pictures]})


def may_describe(request: HttpRequest, picture: Picture, model_admin: Any) -> bool:
    if model_admin.has_change_permission(request, picture):
        return True
    return model_admin.has_add_permission(request) and not picture.is_described


def told(picture: Picture, request: HttpRequest, model_admin: Any) -> dict[str, Any]:
    """Return a picture as the scripts know it; `edit_url` is empty for who may not change it."""
    may_change = model_admin.has_change_permission(request, picture)
    return {
        "id": picture.pk,
        "title": str(picture),
        "thumbnail": thumbnail_url(picture),
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "decorative": picture.decorative,
        "caption": picture.caption,
        "credit": picture.credit,
        "rights_have_ended": picture.rights_have_ended,
        "may_describe": may_describe(request, picture, model_admin),
        "words_url": reverse("admin:pictures_picture_words", args=[picture.pk]),
        "edit_url": reverse("admin:pictures_picture_change", args=[picture.pk])
        if may_change
        else "",
    }


def _errors(form: Any) -> JsonResponse:
    errors = {name: " ".join(map(str, sentences)) for name, sentences in form.errors.items()}
    return JsonResponse({"errors": errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _id(number: int) -> int:
    return min(number, LARGEST_ID)


def _insist(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
