"""Films and the people who made them."""

from collections import defaultdict
from urllib.parse import urlencode

from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.pagecache.parameters import takes
from publishing.requests import SiteRequest
from reviews.models.edition import Edition
from reviews.models.people import Credit
from reviews.models.trailer import Trailer
from reviews.public.cards import Card, card_for
from reviews.public.page import credits_of
from reviews.public.pagination import paginated
from reviews.public.shelves import live_films, live_initials, live_people

FILMS_PER_PAGE = 100
PIECES_SHOWN = 50


@takes("letter", "page")
@require_safe
def film_list(request: SiteRequest) -> HttpResponse:
    """`reviews/film_list.html`: films with something live from A to Z, or of one letter.

    `letters` are those that some film stands under; another one is a 404.
    """
    films = live_films(request.at).order_by("sort_title", "year", "pk")
    initials = live_initials(request.at)
    letter = request.GET.get("letter", "")
    if letter:
        if letter not in initials:
            raise Http404("No film stands under this letter")
        films = films.filter(initial=letter)
    query = urlencode({"letter": letter}) if letter else ""
    page = paginated(request, films, FILMS_PER_PAGE, query)
    rows = [
        {
            "title": film.title,
            "year": film.year,
            "url": film.get_absolute_url(),
            "count": film.piece_count,
        }
        for film in page["paginator_page"]
    ]
    context = {
        **page,
        "films": rows,
        "letters": [
            {"name": name, "query": urlencode({"letter": name}), "current": name == letter}
            for name in initials
        ],
        "canonical": request.site_now.settings.absolute(f"{request.path}?{query}".rstrip("?")),
        "heading": _("Films: %(letter)s") % {"letter": letter} if letter else _("Films"),
        "section": "films",
    }
    return render(request, "reviews/film_list.html", {**context, "title": context["heading"]})


@require_safe
def film_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """`reviews/film_detail.html`: facts, credits, trailers, the pieces about it, namesakes."""
    film = live_films(request.at).select_related("poster").filter(slug=slug).first()
    if film is None:
        raise Http404("No piece about such a film is live")
    credits = list(film.credits.select_related("person"))
    by_role = credits_of(credits)
    editions = Edition.objects.live(request.at).about(film).newest_first().for_cards()
    namesakes = live_films(request.at).filter(title=film.title).exclude(pk=film.pk)
    context = {
        "film": film,
        "credits": credits,
        "directors": by_role.directors,
        "cast": by_role.cast,
        "trailers": Trailer.objects.filter(film=film).shown(request.at).for_page(),
        "cards": [card_for(edition) for edition in editions[:PIECES_SHOWN]],
        "namesakes": [
            {"title": other.title, "year": other.year, "url": other.get_absolute_url()}
            for other in namesakes.order_by("year")
        ],
        "title": str(film),
        "section": "films",
    }
    return render(request, "reviews/film_detail.html", context)


@require_safe
def person_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """`reviews/person_detail.html`: the films they made that have something live."""
    person = live_people(request.at).filter(slug=slug).first()
    if person is None:
        raise Http404("No piece about this person's films is live")
    credits = Credit.objects.filter(person=person).select_related("film__poster")
    roles, films = defaultdict(list), {}
    for credit in credits.order_by("-film__year", "film__title", "position"):
        films[credit.film_id] = credit.film
        roles[credit.film_id].append(credit.get_role_display())
    cards: dict[int, list[Card]] = defaultdict(list)
    editions = Edition.objects.live(request.at).filter(films__film__in=films).newest_first()
    for edition in editions.for_cards().annotate(about_film=F("films__film")):
        cards[edition.about_film].append(card_for(edition))
    works = [
        {"film": film, "roles": roles[pk], "cards": cards[pk]}
        for pk, film in films.items()
        if cards[pk]
    ]
    return render(
        request,
        "reviews/person_detail.html",
        {"person": person, "works": works, "title": person.name, "section": "films"},
    )
