"""What to read next: curated links beside a piece."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    readers_see = ("Recommendation",)

    def ready(self) -> None:
        from pictures.uses import told_as
        from recommendations.advice import two_recommendations
        from reviews.desk.checklist import advises

        advises(two_recommendations)
        told_as("recommendations.recommendation", "review")
