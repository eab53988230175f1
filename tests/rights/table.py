"""Who may do what at the desk: the table that tests/rights/test_rights.py tries by hand.

A new view at the desk needs a line here, or the suite fails; then `python -m tests.rights.document`
writes docs/rights.md anew. Columns: the name of the URL pattern (or name+variant, see VARIANTS),
the object (see tests/rights/objects.py), who may see it by GET, whose POST changes something.
Roles are letters: W Writer, T Trailer desk, E Editor, A Administrator. A visitor who is not signed
in may do nothing of this, and is tried at every line.
"""

from dataclasses import dataclass, field
from typing import Any

TABLE = """
index                                         -                     WTEA  -
app_list                                      -                     WTEA  -
password_change                               -                     WTEA  -
password_change_done                          -                     WTEA  -
jsi18n                                        -                     WTEA  -
view_on_site                                  a public film         WTEA  -
autocomplete+film                             a quiet film          WTEA  -
autocomplete+author                           an author             WEA   -
autocomplete+picture                          an unused picture     WTEA  -
autocomplete+person                           a person              WEA   -
autocomplete+target                           another's draft       WTEA  -
autocomplete+user                             a colleague           A     -

# Everybody's own login. What changes how one signs in asks first whether it is still she.
mfa_index                                     -                     WTEA  -
usersessions_list                             -                     WTEA  -
account_login                                 -                     -     -
account_reauthenticate                        -                     WTEA  -
mfa_authenticate                              -                     -     -
mfa_reauthenticate                            -                     -     -
mfa_reauthenticate_webauthn                   -                     -     -
mfa_activate_totp                             -                     -     -
mfa_deactivate_totp                           another's app         -     -
mfa_view_recovery_codes                       -                     -     -
mfa_generate_recovery_codes                   -                     -     -
mfa_download_recovery_codes                   -                     -     -
mfa_login_webauthn                            -                     -     -
mfa_list_webauthn                             -                     -     -
mfa_add_webauthn                              -                     -     -
account_join                                  -                     -     -
account_preferences                           -                     WTEA  WTEA
account_notices_read                          another's notice      -     -
mfa_edit_webauthn                             another's passkey     -     -
mfa_remove_webauthn                           another's passkey     -     -

reviews_review_changelist                     another's draft       WTEA  -
reviews_review_changelist+delete_selected     another's draft       -     -
reviews_review_add                            -                     WEA   WEA
reviews_review_change                         her draft             WTEA  WEA
reviews_review_change                         her submitted piece   WTEA  EA
reviews_review_change                         her live piece        WTEA  WEA
reviews_review_change                         her scheduled piece   WTEA  WEA
reviews_review_change                         her withdrawn piece   WTEA  WEA
reviews_review_change                         another's draft       WTEA  EA
reviews_review_change                         another's submission  WTEA  EA
reviews_review_change                         another's live piece  WTEA  EA
reviews_review_change+_submit                 her draft             -     WEA
reviews_review_change+_submit                 her live piece        -     WEA
reviews_review_change+_submit                 another's draft       -     EA
reviews_review_change+_publish                her draft             -     EA
reviews_review_change+_publish                another's submission  -     EA
reviews_review_change+_publish                her live piece        -     EA
reviews_review_change+_schedule               her draft             -     EA
reviews_review_change+_update_scheduled       her scheduled piece   -     EA
reviews_review_change+_cancel                 her scheduled piece   -     EA
reviews_review_change+_withdraw               her live piece        -     EA
reviews_review_change+_restore                her withdrawn piece   -     EA
reviews_review_change+trailer_paste           her draft             -     WEA
reviews_review_change+trailer_paste           her live piece        -     EA
reviews_review_change+trailer_paste           another's draft       -     EA
reviews_review_change+recommendation          her draft             -     WEA
reviews_review_change+recommendation          her live piece        -     EA
reviews_review_change+recommendation          another's draft       -     EA
reviews_review_change+_share                  her draft             -     WEA
reviews_review_change+_share                  her submitted piece   -     EA
reviews_review_change+_share                  another's draft       -     EA
reviews_review_preview_new                    -                     -     -
reviews_review_preview                        her draft             WTEA  -
reviews_review_preview                        her submitted piece   WTEA  -
reviews_review_preview                        another's draft       TEA   -
reviews_review_preview                        another's live piece  TEA   -
reviews_review_going_live                     her live piece        WTEA  -
reviews_review_going_live                     another's live piece  TEA   -
reviews_review_delete                         her draft             EA    EA
reviews_review_delete                         another's draft       EA    EA
reviews_review_delete                         her live piece        -     -
reviews_review_history                        another's draft       WTEA  -
reviews_review_compare                        another's draft       WTEA  -
reviews_review_restore                        her changed draft     -     WEA
reviews_review_restore                        another's changed     -     EA
reviews_review_here                           -                     WTEA  -
reviews_review_unsaved                        -                     WTEA  WEA
reviews_review_discard                        another's unsaved     -     -
reviews_review_signed_in                      -                     WTEA  -
reviews_review_correct                        her live piece        EA    EA
reviews_review_correct                        another's live piece  EA    EA
reviews_review_change+_send_back              another's submission  -     EA
reviews_review_changelist+bulk_publish        another's draft       -     EA
reviews_review_changelist+bulk_withdraw       her live piece        -     EA
reviews_review_erase                          her draft             A     A
reviews_review_erase                          another's live piece  A     A
reviews_review_links                          -                     WTEA  -
reviews_review_going_live                     her draft             -     -
reviews_review_undo                           her live piece        -     EA
reviews_review_check                          -                     WEA   -
reviews_review_check                          her draft             WEA   -
reviews_review_check                          another's draft       EA    -
quick_add                                     a quiet film          WTEA  WTEA
quick_add                                     an author             EA    EA

reviews_film_changelist                       a quiet film          WTEA  -
reviews_film_add                              -                     WTEA  WTEA
reviews_film_change                           a quiet film          WTEA  WEA
reviews_film_change                           a public film         WTEA  EA
reviews_film_change+trailer_paste             a quiet film          -     WTEA
reviews_film_change+trailer_paste             a public film         -     TEA
reviews_film_change+embargo                   a quiet film          -     EA
reviews_film_change+embargo                   a public film         -     EA
reviews_film_change+lift                      an embargoed film     -     A
reviews_film_delete                           a quiet film          EA    EA
reviews_film_delete                           a public film         EA    -
reviews_film_duplicates                       -                     EA    -
reviews_film_merge                            a quiet film          EA    EA
reviews_film_merge                            a public film         EA    EA
reviews_film_history                          a quiet film          WTEA  -

reviews_trailer_changelist                    a quiet trailer       -     -
reviews_trailer_add                           -                     -     -
reviews_trailer_change                        a quiet trailer       WTEA  WTEA
reviews_trailer_change                        a public trailer      WTEA  TEA
reviews_trailer_delete                        a quiet trailer       WTEA  WTEA
reviews_trailer_delete                        a public trailer      TEA   TEA
reviews_trailer_history                       a quiet trailer       WTEA  -
reviews_trailer_desk                          -                     TEA   -
reviews_trailer_desk+other_film               -                     -     TEA
reviews_trailer_desk+lines                    -                     -     TEA
reviews_trailer_desk+preview                  -                     -     -
reviews_trailer_read                          -                     WTEA  -

reviews_person_changelist                     a person              WEA   -
reviews_person_add                            -                     WEA   WEA
reviews_person_change                         a person              WEA   EA
reviews_person_delete                         a person              EA    EA
reviews_person_duplicates                     -                     EA    -
reviews_person_merge                          a person              EA    EA
reviews_person_erase                          a person              A     A
reviews_person_history                        a person              WEA   -

reviews_tag_changelist                        an unused tag         WEA   -
reviews_tag_add                               -                     WEA   WEA
reviews_tag_change                            an unused tag         WEA   EA
reviews_tag_change                            a public tag          WEA   EA
reviews_tag_delete                            an unused tag         EA    EA
reviews_tag_delete                            a public tag          -     -
reviews_tag_duplicates                        -                     EA    -
reviews_tag_merge                             a public tag          EA    EA
reviews_tag_history                           an unused tag         WEA   -

authors_author_changelist                     an author             WEA   -
authors_author_add                            -                     EA    EA
authors_author_change                         an author             WEA   EA
authors_author_delete                         an author             EA    EA
authors_author_duplicates                     -                     EA    -
authors_author_merge                          an author             EA    EA
authors_author_erase                          an author             A     A
authors_author_history                        an author             WEA   -

pictures_picture_changelist                   an unused picture     WTEA  -
pictures_picture_add                          -                     WTEA  WTEA
pictures_picture_change                       an unused picture     WTEA  EA
pictures_picture_change                       a public picture      WTEA  EA
pictures_picture_delete                       an unused picture     EA    EA
pictures_picture_delete                       a public picture      EA    -
pictures_picture_history                      an unused picture     WTEA  -
pictures_picture_choose                       -                     WTEA  -
pictures_picture_described                    -                     WTEA  -
pictures_picture_upload                       -                     -     WTEA
pictures_picture_words                        an unused picture     EA    EA
pictures_picture_words                        a wordless picture    WTEA  WTEA

reviews_film_import                           -                     EA    -
reviews_film_process_import                   -                     EA    -
reviews_film_export                           -                     EA    -
reviews_person_import                         -                     EA    -
reviews_person_process_import                 -                     EA    -
reviews_person_export                         -                     EA    -
authors_author_import                         -                     EA    -
authors_author_process_import                 -                     EA    -
authors_author_export                         -                     EA    -

publishing_sitesettings_changelist            the settings          A     -
publishing_sitesettings_add                   -                     -     -
publishing_sitesettings_change                the settings          A     A
publishing_sitesettings_delete                the settings          -     -
publishing_sitesettings_history               the settings          A     -

publishing_textpage_changelist                a text page           EA    -
publishing_textpage_add                       -                     EA    EA
publishing_textpage_change                    a text page           EA    EA
publishing_textpage_delete                    a text page           EA    EA
publishing_textpage_history                   a text page           EA    -

recommendations_frontpagepick_changelist      a pick                EA    -
recommendations_frontpagepick_add             another's live piece  EA    EA
recommendations_frontpagepick_change          a pick                EA    EA
recommendations_frontpagepick_delete          a pick                EA    EA
recommendations_frontpagepick_history         a pick                EA    -
recommendations_frontpagepick_orphans         -                     EA    -

publishing_oldaddress_changelist              an old address        EA    -
publishing_oldaddress_add                     -                     -     -
publishing_oldaddress_change                  an old address        EA    -
publishing_oldaddress_delete                  an old address        -     -
publishing_oldaddress_history                 an old address        EA    -

auth_user_changelist                          a colleague           A     -
auth_user_add                                 -                     -     -
auth_user_change                              a colleague           A     A
auth_user_change                              herself               A     A
auth_user_change                              a superuser           A     -
auth_user_change                              a resting superuser   A     -
auth_user_change+roles                        a colleague           -     A
auth_user_change+roles                        herself               -     -
auth_user_change+roles                        a superuser           -     -
auth_user_change+superuser                    a colleague           -     -
auth_user_change+superuser                    herself               -     -
auth_user_delete                              a colleague           -     -
auth_user_erase                               a colleague           A     A
auth_user_erase                               herself               -     -
auth_user_erase                               a superuser           -     -
auth_user_history                             a colleague           A     -

publishing_invitation_changelist              an invitation         A     -
publishing_invitation_add                     -                     A     A
publishing_invitation_change                  an invitation         A     -
publishing_invitation_delete                  an invitation         A     A
publishing_invitation_delete                  a used invitation     -     -
publishing_invitation_history                 an invitation         A     -
publishing_invitation_again                   a colleague           -     A
publishing_invitation_again                   herself               -     A
publishing_invitation_again                   a superuser           -     -

publishing_auditentry_changelist              an audit entry        A     -
publishing_auditentry_export                  -                     A     -
publishing_auditentry_add                     -                     -     -
publishing_auditentry_change                  an audit entry        A     -
publishing_auditentry_delete                  an audit entry        -     -
publishing_auditentry_history                 an audit entry        A     -

reviews_film_import                           -                     EA    -
reviews_film_process_import                   -                     EA    -
reviews_film_export                           -                     EA    -
reviews_person_import                         -                     EA    -
reviews_person_process_import                 -                     EA    -
reviews_person_export                         -                     EA    -
authors_author_import                         -                     EA    -
authors_author_process_import                 -                     EA    -
authors_author_export                         -                     EA    -

moving_move_changelist                        an import             EA    -
moving_move_add                               -                     A     A
moving_move_change                            an import             A     -
moving_move_delete                            an import             A     A
moving_move_history                           an import             A     -
moving_move_run                               an import             -     A
moving_move_file                              an import             A     -

auth_group_changelist                         a role of the site's  A     -
auth_group_add                                -                     A     A
auth_group_change                             a role of the site's  A     A
auth_group_change                             a built-in role       A     -
auth_group_change                             a role with more      A     -
auth_group_change+more                        a role of the site's  -     -
auth_group_delete                             a role of the site's  A     A
auth_group_delete                             a built-in role       -     -
auth_group_history                            a role of the site's  A     -

django_tasks_database_dbtaskresult_changelist a task                -     -
django_tasks_database_dbtaskresult_add        -                     -     -
django_tasks_database_dbtaskresult_change     a task                -     -
django_tasks_database_dbtaskresult_delete     a task                -     -
django_tasks_database_dbtaskresult_history    a task                -     -
"""

# Open to everybody by their nature, and tested with signing in.
OPEN = {"login", "logout"}
ROLES = {"W": "Writer", "T": "Trailer desk", "E": "Editor", "A": "Administrator"}


@dataclass(frozen=True)
class Line:
    """One line of the table; `may_see` and `may_do` hold letters of ROLES."""

    address: str
    object: str
    may_see: str
    may_do: str

    @property
    def name(self) -> str:
        return self.address.partition("+")[0]

    @property
    def variant(self) -> str:
        return self.address.partition("+")[2]

    def __str__(self) -> str:
        return f"{self.address}, {self.object}"


@dataclass(frozen=True)
class Variant:
    """What is asked beyond the plain address: a `query`, and `fields` in the form.

    `watched` are the tables whose change counts as done; for a button the editions and the stage,
    because a text that is saved with it changes the desk's row for everybody who may save.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    watched: tuple[str, ...] = ()


def _button(name: str, **fields: Any) -> Variant:
    return Variant({name: "1", **fields}, watched=("reviews.edition", "stage"))


def _suggest(model: str, name: str) -> Variant:
    app, model = model.split(".")
    return Variant(query={"app_label": app, "model_name": model, "field_name": name})


AHEAD = {"0": "2099-03-01", "1": "09:00", "zone": "UTC"}

VARIANTS: dict[str, Variant] = {
    **{
        name: _button(name)
        for name in ("_submit", "_publish", "_update_scheduled", "_cancel", "_withdraw", "_restore")
    },
    "_schedule": _button("_schedule", **{f"publish_at_{part}": v for part, v in AHEAD.items()}),
    "_share": Variant(
        {"share_name": "Anna", "share_days": "1", "_share": ""}, watched=("reviews.previewlink",)
    ),
    "trailer_paste": Variant(
        {"trailer_paste": "https://vimeo.com/76979871"}, watched=("reviews.trailer",)
    ),
    "other_film": Variant(
        {"other-film": "Forged (1999)", "other-trailer": "vimeo.com/76979871"},
        watched=("reviews.trailer", "reviews.film"),
    ),
    "lines": Variant(
        {"lines": "Forged (1999), vimeo.com/76979871", "_lines": "1"},
        watched=("reviews.trailer", "reviews.film"),
    ),
    "preview": Variant(
        {"lines": "Forged (1999), vimeo.com/76979871", "_preview": "1"},
        watched=("reviews.trailer", "reviews.film"),
    ),
    "recommendation": Variant(
        {
            "desk_recommendations-TOTAL_FORMS": "1",
            "desk_recommendations-0-url": "https://example.org/",
            "desk_recommendations-0-title": "Elsewhere",
        },
        watched=("recommendations.recommendation",),
    ),
    "embargo": Variant(
        {f"embargo_until_{part}": value for part, value in AHEAD.items()}, watched=("embargo",)
    ),
    "lift": Variant(
        {"embargo_until_0": "", "embargo_until_1": "", "embargo_reason": "It is out."},
        watched=("embargo",),
    ),
    "roles": Variant({"groups": ["Administrator"]}, watched=("rights",)),
    "superuser": Variant(
        {"is_superuser": "on", "is_staff": "on", "user_permissions": ["auth.change_user"]},
        watched=("rights",),
    ),
    "more": Variant({"permissions": ["sessions.delete_session"]}, watched=("rights",)),
    "_send_back": _button("_send_back", desk_note="Shorter, please."),
    "bulk_publish": _button("confirm", action="bulk_publish", asked="1"),
    "bulk_withdraw": _button("confirm", action="bulk_withdraw", asked="1"),
    "delete_selected": Variant({"action": "delete_selected", "post": "yes"}),
    "film": _suggest("reviews.review", "film"),
    "author": _suggest("reviews.byline", "author"),
    "picture": _suggest("reviews.film", "poster"),
    "person": _suggest("reviews.credit", "person"),
    "target": _suggest("recommendations.recommendation", "target"),
    "user": _suggest("authors.author", "user"),
}

# What a POST to a plain address changes, over the form as a superuser is shown it.
FORGED: dict[str, dict[str, Any]] = {
    "reviews_review_add": {"headline": "Forged", "body": "<p>Forged</p>"},
    "reviews_review_change": {"headline": "Forged", "stage": "drafting", "created_by": "1"},
    "reviews_review_correct": {"headline": "Forged"},
    "reviews_review_restore": {"from": "1", "to": "now", "version": "1", "part": ""},
    "reviews_review_unsaved": {"_page": "6f1c2f0e-5c5c-4f6e-9c0b-1d2e3f405162", "headline": "x"},
    "reviews_film_add": {"title": "Forged", "year": "1999"},
    "reviews_film_change": {"title": "Forged"},
    "reviews_trailer_change": {"title": "Forged", "status": "hidden"},
    "reviews_trailer_read": {"text": "https://vimeo.com/76979871"},
    "reviews_person_add": {"name": "Forged"},
    "reviews_person_change": {"name": "Forged"},
    "reviews_tag_add": {"name": "Forged", "slug": "forged"},
    "reviews_tag_change": {"name": "Forged"},
    "authors_author_add": {"name": "Forged"},
    "authors_author_change": {"name": "Forged"},
    "pictures_picture_add": {"alt": "Forged", "focal_x": "50", "focal_y": "50"},
    "pictures_picture_change": {"alt": "Forged"},
    "pictures_picture_upload": {"alt": "Forged"},
    "pictures_picture_words": {"alt": "Forged"},
    "publishing_sitesettings_change": {"name": "Forged"},
    "auth_user_change": {"first_name": "Forged", "is_superuser": "on"},
    "account_preferences": {"time_zone": "Asia/Seoul"},
    "account_notices_read": {"notice": [str(number) for number in range(20)]},
    "publishing_invitation_add": {"name": "Forged", "role": "Writer"},
    "publishing_textpage_add": {"title": "Forged", "body": "<p>Forged</p>"},
    "publishing_textpage_change": {"title": "Forged"},
    "recommendations_frontpagepick_add": {"review": "the last"},
    "recommendations_frontpagepick_change": {"position": "7"},
    "quick_add": {"words": "Forged"},
    "reviews_review_undo": {"number": "1"},
    "auth_group_add": {"name": "Forged"},
    "moving_move_add": {"answers": "{}"},
    "auth_group_change": {"name": "Forged"},
}


def lines() -> list[Line]:
    """The table's lines, each split at runs of two spaces or more."""
    import re

    rows = (
        re.split(r"\s{2,}|(?<=changelist) ", row)
        for row in TABLE.strip().splitlines()
        if row[:1] not in ("", "#")
    )
    return [Line(row[0], row[1], row[2], row[3]) for row in rows]
