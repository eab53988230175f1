"""What the desk's own search looks pieces up in. It holds drafts: readers' code never reads it."""

from django.db import models

from reviews.models.search_index import Found


class DeskWords(Found):
    """The names in one piece's latest text: film, headline, rating line, people, tags, authors."""

    review = models.OneToOneField(
        "reviews.Review", primary_key=True, on_delete=models.CASCADE, related_name="desk_words"
    )

    class Meta:
        verbose_name = "words of a piece at the desk"
        verbose_name_plural = "words of pieces at the desk"

    def __str__(self) -> str:
        return str(self.review_id)
