"""Authors: the people readers see at the head of a piece."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AuthorsConfig(AppConfig):
    name = "authors"
    verbose_name = gettext_lazy("Authors")
    readers_see = ("Author",)

    def ready(self) -> None:
        from publishing.desk.quick_add import made_of_words

        author = self.get_model("Author")
        made_of_words(author, lambda words: author(name=words))
