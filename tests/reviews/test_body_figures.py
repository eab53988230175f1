"""Pictures and videos inside a text, which the body keeps as placeholders."""

import pytest

from tests.factories import live_review, make_picture

pytestmark = pytest.mark.django_db


def page_of(client, review):
    return client.get(review.editions.get().get_absolute_url()).text


def test_a_picture_in_the_text_is_shown_with_its_words(client):
    picture = make_picture(alt="A clock face", caption="Harold Lloyd", credit="Roach")
    body = f'<p>Before.</p><figure data-picture="{picture.pk}"></figure><p>After.</p>'

    page = page_of(client, live_review(body=body))

    assert f'src="{picture.url}"' in page
    assert 'alt="A clock face"' in page
    assert page.rindex("Before.") < page.rindex("Harold Lloyd") < page.rindex("After.")


def test_a_caption_of_the_text_takes_the_place_of_the_pictures_own(client):
    picture = make_picture(caption="Its own")
    body = (
        f'<p>Text.</p><figure data-picture="{picture.pk}">'
        "<figcaption>Of <em>this</em> text</figcaption></figure>"
    )

    page = page_of(client, live_review(body=body))

    assert "Of <em>this</em> text" in page
    assert "Its own" not in page


@pytest.mark.parametrize("key", ["999999", "9999999999999999999"])
def test_a_picture_that_is_no_more_leaves_the_text_whole(client, key):
    page = page_of(
        client, live_review(body=f'<p>One.</p><figure data-picture="{key}"></figure><p>Two.</p>')
    )

    assert "One." in page
    assert "Two." in page


def test_a_video_in_the_text_is_a_link_to_its_provider(client):
    body = '<p>Watch.</p><figure data-video="vimeo:50000001:0f3a9c1d2e"></figure>'

    page = page_of(client, live_review(body=body))

    assert 'href="https://vimeo.com/50000001/0f3a9c1d2e"' in page


def test_a_video_of_a_provider_we_do_not_know_is_left_out(client):
    page = page_of(client, live_review(body='<p>On.</p><figure data-video="other:1:"></figure>'))

    assert "On." in page
    assert "other" not in page
