"""Registers films, people and tags; pieces are registered by the recommendations app."""

import reviews.desk.film_admin
import reviews.desk.people_admin  # noqa: F401
