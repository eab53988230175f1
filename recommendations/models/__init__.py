"""Gathers the models for Django; our own code imports from the file that holds the name."""

import recommendations.models.exclusion
import recommendations.models.front_page_pick
import recommendations.models.neighbour
import recommendations.models.recommendation  # noqa: F401
