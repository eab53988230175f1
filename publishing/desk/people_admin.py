"""People who sign in, and their roles.

Nobody is added by a form: people come by invitation and choose their own passwords. Who leaves
is deactivated and never deleted, so that bylines and the record of what was done stay.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing.desk.erasing import ErasingAdmin
from publishing.desk.staff import staff
from publishing.invitations import end_sessions
from publishing.log import Kind, audit
from publishing.moments import told
from publishing.roles import built_in, may_manage, permissions_to_give, roles_to_give


@admin.register(User)
class PersonWhoSignsInAdmin(ErasingAdmin):
    """Superuser, staff and single permissions are on no form: they cannot be forged either."""

    list_display = ("username", "name", "roles", "second_step", "is_active", "seen")
    list_filter = ("is_active", "groups")
    ordering = ("username",)
    search_fields = ("username", "first_name", "last_name", "email")
    show_full_result_count = False
    change_list_template = "publishing/desk/people_list.html"
    change_form_template = "publishing/desk/person_form.html"
    fields = (("first_name", "last_name"), ("username", "email"), "groups", "is_active")

    def get_queryset(self, request: HttpRequest) -> Any:
        has_one = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
        people = super().get_queryset(request).annotate(has_second_step=has_one)
        return people.prefetch_related("groups")

    @admin.display(description=_("second step"), boolean=True)
    def second_step(self, person: Any) -> bool:
        return person.has_second_step

    @admin.display(description=_("name"))
    def name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("signed in last"), ordering="last_login")
    def seen(self, person: User) -> str:
        return told(person.last_login) if person.last_login else ""

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        names = [group.name for group in person.groups.all()]
        return ", ".join([str(_("Superuser")), *names] if person.is_superuser else names)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Adds `may_let_in_again`: whether the button for a new link is offered."""
        person = context.get("original")
        context["may_let_in_again"] = (
            person is not None
            and person.is_active
            and request.user.has_perm("publishing.add_invitation")
            and self.has_change_permission(request, person)
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(staff(request), obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Nobody takes her own role away, or gives herself another."""
        return ("groups", "is_active") if obj is not None and obj == request.user else ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["queryset"] = roles_to_give(staff(request))
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["help_text"] = _("What she may do: all that her roles may do together.")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["labels"] = {"groups": _("Roles"), "username": _("Login name")}
        kwargs["help_texts"] = {
            "username": _("What she types to sign in; readers never see it."),
            "is_active": _("Untick it when she leaves: her pieces and bylines stay."),
        }
        return super().get_form(request, obj, change, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        person: User = form.instance
        if not person.is_active:
            end_sessions(person)
        before = _facts(User.objects.get(pk=person.pk)) | _initial(form)
        super().save_related(request, form, formsets, change)
        after = _facts(User.objects.get(pk=person.pk))
        changed = {name for name in after if before.get(name) != after[name]}
        if changed:
            audit(
                Kind.PERSON,
                _("Changed the login of %(person)s.") % {"person": person},
                by=staff(request),
                target=person,
                before={name: before.get(name) for name in sorted(changed)},
                after={name: after[name] for name in sorted(changed)},
            )


def _facts(person: User) -> dict[str, Any]:
    return {
        "username": person.username,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "is_active": person.is_active,
        "groups": sorted(person.groups.values_list("name", flat=True)),
    }


def _initial(form: Any) -> dict[str, Any]:
    """What the row held before it was saved; roles are saved only afterwards."""
    return {name: value for name, value in form.initial.items() if name in form.fields} | (
        {"groups": sorted(group.name for group in form.initial["groups"])}
        if "groups" in form.initial
        else {}
    )


class PermissionsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, permission: Any) -> str:
        """In words, without the names of app and model that Django puts before them."""
        return str(permission.name)


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin):
    """Roles of a site's own, made from the same permissions; the built-in ones are code."""

    list_display = ("name", "is_built_in")
    search_fields = ("name",)
    fields = ("name", "permissions")

    @admin.display(description=_("built in"), boolean=True)
    def is_built_in(self, role: Group) -> bool:
        return role.name in built_in

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self._is_hers(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return False
        return super().has_delete_permission(request, obj) and self._is_hers(request, obj)

    def _is_hers(self, request: HttpRequest, role: Group) -> bool:
        is_within = roles_to_give(staff(request)).filter(pk=role.pk).exists()
        return is_within and role.name not in built_in

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "permissions":
            kwargs["queryset"] = permissions_to_give(staff(request))
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["help_text"] = ""
            kwargs["form_class"] = PermissionsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = _codenames(form.instance) if change else []
        super().save_related(request, form, formsets, change)
        audit(
            Kind.PERSON,
            (_("Changed the role %(role)s.") if change else _("Made the role %(role)s."))
            % {"role": form.instance},
            by=staff(request),
            target=form.instance,
            before={"permissions": before},
            after={"permissions": _codenames(form.instance)},
        )

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        audit(
            Kind.PERSON,
            _("Deleted the role %(role)s.") % {"role": obj},
            by=staff(request),
            target=obj,
            before={"permissions": _codenames(obj)},
        )
        super().delete_model(request, obj)


def _codenames(role: Group) -> list[str]:
    rows = role.permissions.values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{codename}" for app, codename in rows)
