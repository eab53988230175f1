"""Gathers the models for Django; our own code imports from the file that holds the name."""

import operations.models.tick_run
import operations.models.worker  # noqa: F401
