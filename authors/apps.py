"""Authors: the people readers see at the head of a piece."""

from django.apps import AppConfig


class AuthorsConfig(AppConfig):
    name = "authors"
    readers_see = ("Author",)
