"""Authors: the people readers see at the head of a piece."""

from django.apps import AppConfig


class AuthorsConfig(AppConfig):
    name = "authors"
    readers_see = ("Author",)

    def ready(self) -> None:
        from publishing.desk.quick_add import made_of_words

        author = self.get_model("Author")
        made_of_words(author, lambda words: author(name=words))
