"""How good the answers are: sixty queries that were written before the search was."""

import pytest
from django.utils import timezone

from bench import judged_site

pytestmark = pytest.mark.django_db


def test_the_right_answer_comes_first_or_nearly_so_in_every_language():
    judged_site.fill()

    judged = judged_site.ranks(timezone.now())

    rates = {
        language: judged_site.mean_reciprocal_rank(
            [(query, rank) for query, rank in judged if query["language"] == language]
        )
        for language in ("en", "fr", "ko")
    }
    wrong = [(query["query"], rank) for query, rank in judged if rank != 1]
    assert min(rates.values()) >= 0.9, wrong
