"""What follows when a text has gone through the door.

    follows_publication(compute_what_is_near)

An app above registers in `AppConfig.ready` what it does about an edition that was made: now or
ahead. It is called inside the door's transaction and must not query much nor fail: what takes
time belongs into a task, enqueued on commit. Imports bring thousands at once through a door of
their own (reviews/publish/arrivals.py) and tell nobody.
"""

from collections.abc import Callable

from reviews.models.edition import Edition

Follower = Callable[[Edition], None]
_followers: list[Follower] = []


def follows_publication(follower: Follower) -> None:
    if follower not in _followers:
        _followers.append(follower)


def tell_followers(edition: Edition) -> None:
    for follower in _followers:
        follower(edition)
