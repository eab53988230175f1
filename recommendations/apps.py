"""What to read next: curated links beside a piece."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    readers_see = ("Recommendation",)

    def ready(self) -> None:
        from recommendations.advice import two_recommendations
        from reviews.desk.checklist import advises

        advises(two_recommendations)
