"""Pictures: files with their words, credit and focal point."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "pictures"
    readers_see = ("Picture",)
    # Forty rows a picture; what readers see of them is pressed into the one of Picture.
    readers_do_not_see = ("Rendition", "RetiredFile")
