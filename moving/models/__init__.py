"""Gathers the models for Django; our own code imports from the file that holds the name."""

import moving.models.imported_item
import moving.models.move  # noqa: F401
