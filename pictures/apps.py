"""Pictures: files with their words, credit and focal point."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "pictures"
    readers_see = ("Picture",)
