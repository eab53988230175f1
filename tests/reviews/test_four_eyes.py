"""Where four eyes are asked for, nobody publishes alone what she wrote."""

import pytest

from publishing.models.site_settings import SiteSettings
from reviews.publish import NotReady, correct, publish, withdraw
from reviews.revisions import keep_revision
from tests.factories import draft_review, live_edition, live_review, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _four_eyes(db):
    SiteSettings.objects.update(four_eyes=True)


def saved_by(review, *people):
    for person in people:
        review.version += 1
        review.save()
        keep_revision(review, person)
    return review


def test_alone_she_does_not_publish_what_she_wrote(editor):
    review = saved_by(draft_review(created_by=editor), editor)

    with pytest.raises(NotReady, match="ask a colleague"):
        publish(review, by=editor)


def test_a_colleague_publishes_it(editor):
    review = saved_by(draft_review(created_by=editor), editor)

    publish(review, by=make_editor())

    assert live_edition(review)


def test_what_a_colleague_worked_on_may_be_published_by_either(editor):
    review = saved_by(draft_review(), editor, make_editor())

    publish(review, by=editor)

    assert live_edition(review)


def test_a_colleagues_work_on_an_earlier_text_does_not_count(editor):
    review = saved_by(draft_review(), make_editor(), editor)
    publish(review, by=editor)
    saved_by(review, editor)

    with pytest.raises(NotReady, match="ask a colleague"):
        publish(review, by=editor)


def test_the_live_text_is_not_fixed_past_the_rule(editor):
    with pytest.raises(NotReady, match="second person"):
        correct(live_review(), {"headline": "Fixed"}, editor)


def test_what_must_not_stay_is_withdrawn_by_one_alone(editor):
    review = live_review()

    withdraw(review, by=editor)

    assert live_edition(review).live_until


def test_imports_have_nobody_to_ask():
    assert live_review()
