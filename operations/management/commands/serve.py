"""The site in one command: web server and task worker, until Ctrl-C."""

import os
import sys
import time
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from operations.demo.login import demo_login
from operations.ports import PortRefused, answers, check_free
from operations.serving import Crew, Program, ServingFailed, StopAsked
from publishing.models.site_settings import SiteSettings

START_SECONDS = 30
MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]


class Command(BaseCommand):
    help = "Start the site: web server and task worker, until Ctrl-C ends both."
    # Whoever made the site ready (make run) has checked it; twice costs half a second.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("HOST") or "127.0.0.1", settings.PORT
        try:
            check_free(host, port)
        except PortRefused as refusal:
            sys.exit(str(refusal))
        if reason := not_ready():
            sys.exit(reason)
        try:
            with Crew(programs(host, port)) as crew:
                words = greeting(host, port)
                wait_for_answer(crew, host, port)
                self.stdout.write(words)
                self.stdout.flush()
                while True:
                    crew.wait()
        except StopAsked:
            self.stdout.write("Ended.")
        except ServingFailed as failure:
            sys.exit(str(failure))


def not_ready() -> str:
    """A sentence about what must be done first, or nothing."""
    try:
        executor = MigrationExecutor(connection)
        to_apply = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        return f"The database does not answer: {error}".strip()
    finally:
        # The children open their own; ours would stay open, idle, for as long as they live.
        connection.close()
    if to_apply:
        return f"The database lacks {len(to_apply)} migrations; first run: manage.py migrate"
    if getattr(staticfiles_storage, "hashed_files", True) == {}:
        return "Styles and scripts are not prepared; first run: manage.py collectstatic --no-input"
    return ""


def programs(host: str, port: int) -> list[Program]:
    """The web server and the task worker, both saying nothing unless something is wrong."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    server += ["--host", host, "--port", str(port), "--log-level", "warning"]
    # Each thread holds a connection to the database, so their number is set by hand.
    server += ["--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers"]
    server += ["--workers-kill-timeout", "5", "--working-dir", str(settings.BASE_DIR)]
    worker = [*MANAGE, "db_worker", "--queue-name", "*", "--no-reload", "--verbosity", "0"]
    worker.append("--no-startup-delay")
    return [
        Program("web server", [*server, "config.wsgi:application"]),
        Program("task worker", worker),
    ]


def wait_for_answer(crew: Crew, host: str, port: int) -> None:
    """Return once the site answers; raises as `Crew.wait` does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        crew.wait(0.05)
        if answers(host, port, settings.SITE_HOST, timeout_seconds=5):
            return
    raise ServingFailed(f"The site did not answer within {START_SECONDS} seconds.")


def greeting(host: str, port: int) -> str:
    """Where the site and the desk are, and on a demo how to sign in."""
    desk = f"{settings.SITE_URL}{reverse('admin:index')}"
    lines = [
        f"{SiteSettings.objects.get(pk=1)} is ready on {host}, port {port}.",
        f"  Site   {settings.SITE_URL}/",
        f"  Desk   {desk}",
    ]
    if login := demo_login():
        lines.append(f"  Login  {login.name}, password {login.password}")
    connection.close()
    return "\n".join([*lines, "Ctrl-C ends it."])
