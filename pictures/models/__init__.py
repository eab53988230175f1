"""Gathers the models for Django; our own code imports from the file that holds the name."""

import pictures.models.picture
import pictures.models.rendition  # noqa: F401
