"""Inviting people from the desk, and handing out the links."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from publishing.desk.autocomplete import AutocompleteMixin
from publishing.desk.staff import staff
from publishing.invitations import Made, invite, let_in_again, mail_link
from publishing.log import Kind, audit
from publishing.models.invitation import Invitation
from publishing.moments import told
from publishing.roles import may_manage, roles_to_give

# In the session of whoever made it: the link, until its page is left.
LINK = "invitation_link"


@admin.register(Invitation)
class InvitationAdmin(AutocompleteMixin, admin.ModelAdmin):
    """Made and taken back; never changed, because the link is out of our hands."""

    list_display = ("name", "role", "state", "made_by")
    list_select_related = ("role", "made_by")
    search_fields = ("name", "email")
    autocomplete_fields = ("author",)
    show_full_result_count = False
    fields = ("name", "email", "role", "author")

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.used_at:
            return _("Used %(moment)s") % {"moment": told(invitation.used_at)}
        return _("Opens until %(moment)s") % {"moment": told(invitation.expires_at)}

    @admin.display(description=gettext_lazy("The link"))
    def link(self, invitation: Invitation) -> str:
        if not self._link:
            return _("It was shown once, when it was made. Take this one back and make a new one.")
        return format_html(
            '<input class="one-time-link" readonly aria-label="{}" value="{}">',
            *(_("The link"), self._link),
        )

    _link = ""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (
            ("link", "state", "name", "email", "role", "author", "made_by") if obj else self.fields
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.get_fields(request, obj) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was used is kept: it says how somebody came in."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and obj.used_at is None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role":
            kwargs["queryset"] = roles_to_give(staff(request))
            kwargs["required"] = True
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Without the signs beside the box of roles: a role is made on a page of its own."""
        form = super().get_form(request, obj, change, **kwargs)
        if "role" in form.base_fields:
            box: Any = form.base_fields["role"].widget
            box.can_add_related = box.can_change_related = box.can_view_related = False
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        typed = form.cleaned_data
        made = invite(
            typed["name"],
            typed["role"],
            staff(request),
            email=typed["email"],
            author=typed["author"],
        )
        obj.pk, obj._state.adding = made.invitation.pk, False
        hand_out(request, made)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        return HttpResponseRedirect(link_page(obj))

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, *args: Any, **kw: Any
    ) -> Any:
        kept = request.session.pop(LINK, None) if object_id and request.method == "GET" else None
        view = self._showing(kept[1] if kept and str(kept[0]) == str(object_id) else "")
        return super(InvitationAdmin, view).changeform_view(request, object_id, *args, **kw)

    def _showing(self, link: str) -> "InvitationAdmin":
        """A copy for one request: one ModelAdmin answers all threads."""
        view = InvitationAdmin(self.model, self.admin_site)
        view._link = link
        return view

    def delete_model(self, request: HttpRequest, obj: Invitation) -> None:
        sentence = _("Took back the invitation of %(name)s.") % {"name": obj}
        audit(Kind.INVITATION, sentence, by=staff(request), target=obj)
        super().delete_model(request, obj)

    def get_urls(self) -> list[URLPattern]:
        again = path(
            "again/<int:person_id>/",
            self.admin_site.admin_view(require_POST(let_in_again_view)),
            name="publishing_invitation_again",
        )
        return [again, *super().get_urls()]


def let_in_again_view(request: HttpRequest, person_id: int) -> HttpResponse:
    """POST makes a link for somebody who lost what she signs in with, and leads to it."""
    person = get_object_or_404(User, pk=person_id)
    may_invite = request.user.has_perms(["publishing.add_invitation", "auth.change_user"])
    if not may_invite or not person.is_active or not may_manage(staff(request), person):
        raise PermissionDenied
    made = let_in_again(person, staff(request))
    hand_out(request, made)
    return HttpResponseRedirect(link_page(made.invitation))


def hand_out(request: HttpRequest, made: Made) -> None:
    """Keep the link for its one showing, mail it where there is mail, and say what was done."""
    request.session[LINK] = [made.invitation.pk, made.link]
    email = made.invitation.email
    until = {"until": told(made.invitation.expires_at), "email": email}
    if not email or not settings.EMAIL_URL:
        words = _("Copy the link now and send it to her yourself. It opens once, until %(until)s.")
        messages.success(request, words % until)
        return
    try:
        mail_link(made)
    except (OSError, SMTPException):
        words = _("The mail server did not take it: copy the link and send it to her yourself.")
        messages.warning(request, words)
    else:
        messages.success(request, _("Mailed to %(email)s. It opens once, until %(until)s.") % until)


def link_page(invitation: Invitation) -> str:
    return reverse("admin:publishing_invitation_change", args=[invitation.pk])
