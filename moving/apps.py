"""Moving in and out: the archive, other systems' exports, spreadsheets, lists for aggregators."""

from django.apps import AppConfig


class MovingConfig(AppConfig):
    name = "moving"
    readers_do_not_see = ("ImportedItem",)
