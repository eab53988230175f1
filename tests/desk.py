"""Filling in the desk's forms without a browser: what the page offers, posted back."""

from typing import Any

import html5lib
from django.test import Client

from reviews.models.review import Review

FIELDS = {"input", "textarea", "select"}
BUTTONS = {"submit", "button", "image", "reset"}


def form_of(client: Client, page: Review | str) -> dict[str, Any]:
    """The fields of a page's main form, as a browser would post them."""
    address = page if isinstance(page, str) else page.desk_url
    document = html5lib.parse(client.get(address).text, namespaceHTMLElements=False)
    form = next(
        found
        for found in document.iter("form")
        if found.get("id") != "logout-form" and found.get("class") != "unsaved"
    )
    fields: dict[str, Any] = {}
    for element in form.iter():
        if element.tag not in FIELDS:
            continue
        name = element.get("name")
        if not name or "__prefix__" in name or element.get("type") in BUTTONS | {"file"}:
            continue
        value = _value(element)
        if value is not None:
            fields[name] = value
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def _value(element: Any) -> str | None:
    if element.tag == "textarea":
        text = "".join(element.itertext())
        return text.removeprefix("\n")
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = next((o for o in options if o.get("selected") is not None), None)
        return (chosen if chosen is not None else options[0]).get("value") if options else ""
    if element.get("type") in {"checkbox", "radio"}:
        return element.get("value", "on") if element.get("checked") is not None else None
    return element.get("value") or ""


def post(client: Client, address: str, typed: dict[str, Any]) -> Any:
    """Post a form, over the blank one on an add page; follows redirects."""
    blank = form_of(client, address) if address.endswith("/add/") else {}
    return client.post(address, blank | typed, follow=True)
