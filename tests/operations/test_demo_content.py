"""The demo's texts and pictures agree with each other, without any database."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from operations.demo.draw import SIZES, draw

CONTENT = Path(__file__).parents[2] / "operations" / "demo" / "content"
FILES = ["authors", "films", "pictures", "recommendations", "reviews"]
TRAILER = re.compile(
    r"https://(?:www\.youtube\.com/watch\?v=|youtu\.be/|www\.youtube-nocookie\.com/embed/)"
    r"[A-Za-z0-9_-]{11}|https://vimeo\.com/[0-9]+"
)
TAGS = re.compile(r"</?(?:p|h2|em|strong|blockquote|details|summary)(?: class=\"[a-z]+\")?>")


def rows(name: str) -> list[dict[str, Any]]:
    text = (CONTENT / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def plain(body: str) -> str:
    """Return the words of a body, one paragraph a line."""
    lines = re.sub(r"</(?:p|h2|summary)>", "\n", body)
    return html.unescape(re.sub(r"<[^<>]+>", "", lines))


def sentences(body: str) -> set[str]:
    return {
        sentence
        for line in plain(body).splitlines()
        for sentence in re.split(r"(?<=[.!?])\s+", line.strip())
        if len(sentence.split()) > 3
    }


AUTHORS, FILMS, PICTURES, RECOMMENDATIONS, REVIEWS = (rows(name) for name in FILES)
LIVE = [review for review in REVIEWS if review["state"] == "live"]
SLUGS = {review["slug"] for review in REVIEWS}


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_an_object_with_sorted_keys(name):
    lines = (CONTENT / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()

    written_again = [
        json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True) for line in lines
    ]

    assert lines == written_again


@pytest.mark.parametrize(
    ("named", "key"),
    [(AUTHORS, "slug"), (FILMS, "slug"), (REVIEWS, "slug"), (REVIEWS, "uid"), (PICTURES, "id")],
)
def test_no_two_things_share_a_name(named, key):
    counted = Counter(row[key] for row in named)

    twice = [name for name, times in counted.items() if times > 1]

    assert twice == []


def test_every_reference_leads_somewhere():
    films = {film["slug"] for film in FILMS}
    authors = {author["slug"] for author in AUTHORS}
    pictures = {picture["id"] for picture in PICTURES}

    named_films = {f for r in REVIEWS for f in [r.get("film"), *r.get("also_about", [])] if f}
    named_authors = {slug for review in REVIEWS for slug in review["authors"]}
    named_pictures = {
        row[key]
        for row in [*AUTHORS, *FILMS, *REVIEWS, *RECOMMENDATIONS]
        for key in ("photo", "poster", "lead_picture", "picture")
        if key in row
    }

    assert named_films == films
    assert named_authors == authors
    assert named_pictures == pictures


def test_recommendations_go_from_a_piece_to_another_live_piece_or_to_a_page_elsewhere():
    live = {review["slug"] for review in LIVE}

    for row in RECOMMENDATIONS:
        if "target" in row:
            assert row["review"] in SLUGS
            assert row["target"] in live - {row["review"]}
        else:
            assert row["url"].startswith("https://example.org/")
            assert row["title"]
            assert row["excerpt"]
            assert date.fromisoformat(row["dated_on"]) < date(2026, 11, 1)


@pytest.mark.parametrize("slug", sorted({row["review"] for row in RECOMMENDATIONS}))
def test_a_piece_recommends_two_or_three_things_in_order(slug):
    positions = [row["position"] for row in RECOMMENDATIONS if row["review"] == slug]

    assert positions in ([1, 2], [1, 2, 3])


def test_one_piece_is_scheduled_one_a_draft_and_the_rest_are_live():
    states = Counter(review["state"] for review in REVIEWS)

    scheduled = next(review for review in REVIEWS if review["state"] == "scheduled")

    assert states == {"live": len(REVIEWS) - 2, "scheduled": 1, "draft": 1}
    assert scheduled["published_at"] is None


@pytest.mark.parametrize("review", LIVE, ids=lambda review: review["slug"])
def test_a_live_piece_has_what_publishing_asks_for(review):
    moment = datetime.fromisoformat(review["published_at"])

    assert review["published_at"].endswith("Z")
    assert 2024 <= moment.year <= 2026
    assert review["headline"]
    assert review["authors"]
    assert 2 <= len(review["tags"]) <= 4
    assert (review["kind"] == "review") == ("film" in review) == ("rating_line" in review)


@pytest.mark.parametrize("review", REVIEWS, ids=lambda review: review["slug"])
def test_a_quoted_rating_line_is_found_in_the_body(review):
    line = review.get("rating_line", "")
    quoted = line.startswith("“")

    words = line.strip("“”")[1:]

    assert line.endswith("”") == quoted
    assert not quoted or words in plain(review["body"])


def test_most_rating_lines_are_quotations():
    lines = [review["rating_line"] for review in REVIEWS if "rating_line" in review]

    quoted = [line for line in lines if line.startswith("“")]

    assert len(lines) / 2 < len(quoted) < len(lines)


@pytest.mark.parametrize("review", REVIEWS, ids=lambda review: review["slug"])
def test_a_body_uses_only_our_tags_and_closes_each(review):
    body = review["body"]

    used = re.findall(r"<[^<>]+>", body)

    assert all(TAGS.fullmatch(tag) for tag in used)
    for name in ("p", "h2", "em", "strong", "blockquote", "details", "summary"):
        assert len(re.findall(f"<{name}[ >]", body)) == body.count(f"</{name}>")
    assert not re.search(r"['\"]", plain(body))


def test_no_two_bodies_share_a_sentence():
    seen = Counter(sentence for review in REVIEWS for sentence in sentences(review["body"]))

    shared = [sentence for sentence, times in seen.items() if times > 1]

    assert shared == []


def test_a_correction_changes_the_text_it_corrects():
    corrected = [review for review in REVIEWS if "editions" in review]

    before, after = corrected[0]["editions"]

    assert len(corrected) == 1
    assert before["live_from"] == corrected[0]["published_at"]
    assert before["live_until"] == after["live_from"]
    assert len(sentences(before["body"]) - sentences(corrected[0]["body"])) == 1
    assert after["correction"]


def test_every_trailer_is_an_address_or_a_player_of_a_provider_we_know():
    trailers = [trailer for film in FILMS for trailer in film.get("trailers", [])]

    for trailer in trailers:
        address = trailer.get("url") or re.findall(r'src="([^"]+)"', trailer["embed"])[0]
        assert TRAILER.fullmatch(address)
        assert trailer["title"]

    assert any("embed" in trailer for trailer in trailers)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture["id"])
def test_every_picture_can_be_drawn_and_is_described(picture):
    name = picture["file"].removesuffix(".jpg")
    wide, tall = SIZES[name.rpartition("-")[2]]
    small = (wide // 8, tall // 8)

    drawn = draw(name, 1, small)

    assert picture["file"] == f"{picture['id']}.jpg"
    assert drawn.size == small
    assert drawn.mode == "RGB"
    assert len(set(drawn.resize((8, 8)).get_flattened_data())) > 16
    assert picture["alt"].endswith(".")
    assert all(0 <= share <= 100 for share in picture["focal"])


@pytest.mark.parametrize(
    ("kind", "ratio"), [("still", 1.85), ("poster", 2 / 3), ("portrait", 1), ("card", 3 / 2)]
)
def test_each_kind_of_picture_keeps_its_ratio(kind, ratio):
    wide, tall = SIZES[kind]

    assert wide / tall == pytest.approx(ratio, abs=0.002)


def test_a_picture_is_drawn_the_same_way_every_time():
    once, again = (draw("sunrise-still", 5, (200, 108)) for _ in range(2))

    assert once.tobytes() == again.tobytes()


@pytest.mark.parametrize("name", ["nothing-still", "sunrise-fresco", "sunrise", ""])
def test_a_picture_that_is_not_the_demos_is_refused(name):
    with pytest.raises(KeyError):
        draw(name, 1, (60, 60))
