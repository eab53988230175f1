"""The lock that keeps an address for its piece."""

from django.db import models

from reviews.models.review import Review


class Address(models.Model):
    """One slug that a piece has had, has, or will have, and that no other piece may take.

    Claimed in the transaction that publishes, freed when an edition that never was public is
    cancelled. Readers' pages look at editions, never here: a slug only waiting says nothing.
    """

    slug = models.CharField(max_length=200, unique=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="addresses")

    def __str__(self) -> str:
        return self.slug
