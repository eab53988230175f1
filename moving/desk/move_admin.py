"""Moves at the desk: upload, look at what would happen, bring it in; fetch exports."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from moving.desk.tasks import export_move, rehearse_move, run_move
from moving.models.move import Move
from moving.take_in import Unreadable
from moving.wordpress.mapping import mapping_of
from publishing.desk.staff import staff
from publishing.log import record

MOST_PIECES = 5_000


class MoveForm(forms.ModelForm):
    class Meta:
        model = Move
        fields = ("file", "fetch_media", "answers")

    def clean_answers(self) -> Any:
        answers = self.cleaned_data["answers"] or {}
        try:
            mapping_of(answers, _("Your answers"))
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return answers


@admin.register(Move)
class MoveAdmin(admin.ModelAdmin):
    """Whoever may add moves sees all of them; others see the exports they asked for."""

    form = MoveForm
    list_display = ("kind", "state", "progress", "begun_by", "begun_at")
    list_select_related = ("begun_by",)
    show_full_result_count = False
    change_form_template = "moving/desk/move.html"
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        moves = super().get_queryset(request)
        if self.has_add_permission(request):
            return moves
        return moves.filter(begun_by=staff(request), kind=Move.Kind.EXPORT)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what was uploaded is brought in as it is, or uploaded anew

    def get_urls(self) -> list[URLPattern]:
        def own(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("<int:pk>/run/", own(require_POST(self.run)), name="moving_move_run"),
            path("<int:pk>/file/", own(self.hand_out), name="moving_move_file"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Move, form: Any, change: bool) -> None:
        obj.begun_by, obj.kind = staff(request), Move.Kind.WORDPRESS
        super().save_model(request, obj, form, change)
        transaction.on_commit(lambda: rehearse_move.enqueue(obj.pk), robust=True)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        messages.success(request, _("It is being read. Nothing is written before you say so."))
        return HttpResponseRedirect(reverse("admin:moving_move_change", args=[obj.pk]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Adds `told_items`, the rows of the report that somebody must read."""
        move = context.get("original")
        context["told_items"] = move.told.get("items", []) if move else []
        return super().render_change_form(request, context, *args, **kwargs)

    # -- acts -----------------------------------------------------------------------------------

    def run(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin what was rehearsed, or go on with what stands still."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        move = get_object_or_404(self.get_queryset(request), pk=pk)
        if move.may_run:
            record(staff(request), move, _("Brought in."))
            words = _("Waiting for the worker.")
            Move.objects.filter(pk=pk).update(state=Move.State.RUNNING, progress=words)
            transaction.on_commit(lambda: run_move.enqueue(move.pk), robust=True)
            messages.success(request, _("It is being brought in; this page tells how far it is."))
        else:
            messages.error(request, _("It cannot be brought in in its present state."))
        return HttpResponseRedirect(reverse("admin:moving_move_change", args=[pk]))

    def hand_out(self, request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
        """The export's .zip, or the report of an import, as a file to keep."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        move = get_object_or_404(self.get_queryset(request), pk=pk)
        wanted = move.file if move.kind == Move.Kind.EXPORT else move.report
        if move.state not in (Move.State.DONE, Move.State.REHEARSED) or not wanted:
            messages.error(request, _("There is no file yet."))
            return HttpResponseRedirect(reverse("admin:moving_move_change", args=[pk]))
        name = wanted.name.rpartition("/")[2]
        return FileResponse(wanted.open("rb"), as_attachment=True, filename=name)


@admin.action(description=gettext_lazy("Export as an archive"), permissions=["export"])
def export_chosen(model_admin: Any, request: HttpRequest, pieces: Any) -> HttpResponse | None:
    """Have a worker pack the chosen pieces; the person is sent to where the file will be."""
    chosen = list(pieces.order_by("pk").values_list("pk", flat=True)[: MOST_PIECES + 1])
    if len(chosen) > MOST_PIECES:
        messages.error(request, _("Choose at most 5,000 pieces; for all there is a command."))
        return None
    move = Move.objects.create(kind=Move.Kind.EXPORT, chosen=chosen, begun_by=staff(request))
    transaction.on_commit(lambda: export_move.enqueue(move.pk), robust=True)
    return HttpResponseRedirect(reverse("admin:moving_move_change", args=[move.pk]))
