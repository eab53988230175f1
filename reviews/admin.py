"""Registers films, people, tags and trailers; pieces are registered by the recommendations app."""

import reviews.desk.film_admin
import reviews.desk.people_admin
import reviews.desk.trailers.trailer_admin  # noqa: F401
