"""Running the site: serve, demo, roles."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "operations"
