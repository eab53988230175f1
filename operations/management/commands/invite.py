"""`manage.py invite`: print a one-time link into the desk, the first administrator's among them."""

import argparse
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError

from publishing.invitations import invite, let_in_again
from publishing.moments import told


class Command(BaseCommand):
    help = "Print a one-time link, good for seven days, by which somebody comes to the desk."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--administrator", action="store_true", help="invite an administrator")
        what.add_argument("--role", help="invite somebody with this role, such as Editor")
        what.add_argument("--reset", metavar="LOGIN", help="let somebody in again who lost the way")
        parser.add_argument("--name", default="", help="whom it is for, such as “Ana Ruiz”")
        parser.add_argument("--email", default="", help="her address, kept with her login")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reset"]:
            person = User.objects.filter(username=options["reset"], is_active=True).first()
            if person is None:
                raise CommandError(f"There is no active login “{options['reset']}”.")
            made = let_in_again(person, by=None)
        else:
            wanted = "Administrator" if options["administrator"] else options["role"]
            role = Group.objects.filter(name__iexact=wanted).first()
            if role is None:
                known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
                raise CommandError(f"There is no role “{wanted}”; there are: {known}.")
            made = invite(options["name"] or role.name, role, by=None, email=options["email"])
        self.stdout.write(made.link)
        self.stderr.write(f"It opens once, until {told(made.invitation.expires_at)}.")
