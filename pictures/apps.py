"""Pictures: files with their words, credit and focal point."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class PicturesConfig(AppConfig):
    name = "pictures"
    verbose_name = gettext_lazy("Pictures")
    readers_see = ("Picture",)
    # Forty rows a picture; what readers see of them is pressed into the one of Picture.
    readers_do_not_see = ("Rendition", "RetiredFile")

    def ready(self) -> None:
        from pictures import examinations
        from pictures.panel import rights_that_end, without_words
        from pictures.tasks import regular_work
        from pictures.uses import texts_show_pictures
        from publishing.desk.panels import shows_panel
        from publishing.doctor import examines
        from publishing.ticks import every_tick

        shows_panel(rights_that_end, order=55)
        shows_panel(without_words, order=60)
        texts_show_pictures("publishing.textpage", "body")
        every_tick("pictures", regular_work)
        examines("files of pictures", examinations.files_and_rows_agree)
        examines("sizes of pictures", examinations.pages_have_their_pictures)
