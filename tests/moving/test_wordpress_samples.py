"""Two real exports move in whole; every address they had is asked for, every page is read.

The files are not ours to carry about: they lie beside the checkout where we work, and where they
do not these tests are skipped, loudly.
"""

from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from django.utils import timezone

from moving.wordpress.items import Item
from moving.wordpress.wxr import read_wxr
from publishing.models.old_address import OldAddress
from reviews.models.edition import Edition
from tests.moving.archives import outcomes
from tests.moving.wxr import bring
from tests.plugins import missing

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FILES = ("wordpress-theme-unit-test.wxr.xml", "wordpress-6-export.wxr.xml")

pytestmark = [
    pytest.mark.django_db,
    *([] if (SAMPLES / FILES[0]).exists() else [missing.skip("sample")]),
]


@pytest.fixture(params=FILES, ids=["theme unit test", "WordPress 6"])
def sample(request, tmp_path) -> Path:
    copy = tmp_path / "export.xml"
    copy.write_bytes((SAMPLES / request.param).read_bytes())
    return copy


def test_a_real_export_moves_in_whole_and_the_report_adds_up(sample):
    report = bring(sample)

    counts = report["counts"]
    items = [part for part in read_wxr(sample) if isinstance(part, Item)]
    told = {item["id"] for item in report["items"]}
    assert counts["refused"] == 0
    assert counts["read"] == sum(counts[word] for word in counts if word != "read")
    assert len(report["items"]) == counts["read"]
    assert {item.id for item in items} <= told
    assert outcomes(bring(sample)).keys() <= {"unchanged", "skipped"}


def test_every_old_address_is_answered_or_has_a_reason(sample, client):
    report = bring(sample)

    without_reason = []
    for item in report["items"]:
        parts = urlsplit(item["address"])
        if not parts.netloc:
            continue
        asked = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        answer = client.get(asked, follow=True)
        if answer.status_code != 200 and not item["reason"]:
            without_reason.append((asked, item["title"]))
    assert without_reason == []


def test_every_old_address_in_the_table_leads_to_a_page(sample, client):
    bring(sample)

    # What it leads to may be a draft, or a tag of nothing that is public.
    for old in OldAddress.objects.exclude(content_type__model__in=["review", "tag", "textpage"]):
        assert client.get(old.path).status_code in (200, 301), old.path
    for edition in Edition.objects.live(timezone.now()):
        for old in OldAddress.objects.filter(
            object_id=edition.review_id, content_type__model="review"
        ):
            answer = client.get(old.path, follow=True)
            assert answer.redirect_chain[-1][0] == edition.get_absolute_url(), old.path


def test_every_page_of_a_real_export_is_valid(sample, client):
    bring(sample)

    addresses = [edition.get_absolute_url() for edition in Edition.objects.all()]
    read = 0
    for address in [*addresses, "/", "/articles/"]:
        answer = client.get(address)
        if answer.status_code == 200:
            html5lib.HTMLParser(strict=True).parse(answer.text)
            read += 1
    assert read > 2
