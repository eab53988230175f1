"""Gathers the models for Django; our own code imports from the file that holds the name."""

import recommendations.models.recommendation  # noqa: F401
