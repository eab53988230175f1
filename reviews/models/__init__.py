"""Gathers the models for Django; our own code imports from the file that holds the name."""

import reviews.models.address
import reviews.models.autosave
import reviews.models.desk_note
import reviews.models.desk_words
import reviews.models.edition
import reviews.models.film
import reviews.models.link_check
import reviews.models.people
import reviews.models.presence
import reviews.models.preview_link
import reviews.models.review
import reviews.models.revision
import reviews.models.search_index
import reviews.models.tag
import reviews.models.trailer
import reviews.models.trailer_check  # noqa: F401
