"""Pages for addresses that lead nowhere. `500.html` is static and needs no view of ours."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Filled by the app that has something to offer instead: a list of cards for the template.
offers: list[Callable[[HttpRequest], list[Any]]] = []


def _page(request: HttpRequest, template: str, status: int, reason: str = "") -> HttpResponse:
    latest = [card for offer in offers for card in offer(request)]
    return render(request, template, {"latest": latest, "reason": reason}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Render `404.html` with `latest`, up to three cards."""
    return _page(request, "404.html", 404)


def gone(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Render `410.html` with `latest`, up to three cards, and the `reason` given to readers."""
    return _page(request, "410.html", 410, reason)
