"""What to read next: curated links beside a piece."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    readers_see = ("Recommendation",)
