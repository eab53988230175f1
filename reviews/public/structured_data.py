"""What a piece's page says to search engines: one schema.org graph, from the page's presenter.

Nothing is said that the page does not show, and no fact is made up to please a validator: no
rating without a number, no video without its name, still and date. Which properties Google
requires is in developers.google.com/search/docs/appearance/structured-data.
"""

from datetime import UTC, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from authors.models.author import Author
from publishing.models.site_settings import SiteSettings
from reviews.models.content import Kind
from reviews.models.film import Film
from reviews.models.trailer import Trailer
from reviews.public.page import ReviewPage

Node = dict[str, Any]
# Of a critic's words about a film; longer ones were not shown beside the film.
DESCRIPTION_LENGTH = 200


def structured_data(page: ReviewPage, site: SiteSettings) -> Node:
    """The graph of a piece's page, as JSON-LD takes it. No query beyond the page's own."""
    return PieceGraph(page, site).whole()


class PieceGraph:
    """The nodes of one page's graph; they name each other by `@id`."""

    def __init__(self, page: ReviewPage, site: SiteSettings) -> None:
        self.page, self.site = page, site
        self.url = site.absolute(page.url)
        self.film: Film | None = page.film

    def whole(self) -> Node:
        nodes = [self._article(), *map(self._author, self.page.authors), self._organization()]
        nodes.append(self._breadcrumbs())
        if self.film:
            nodes.append(self._movie(self.film))
            trailers = [self.page.trailer, *self.page.more_trailers]
            nodes += [_known(self._video(trailer, self.film)) for trailer in trailers if trailer]
        return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}

    def _article(self) -> Node:
        page = self.page
        is_article = page.kind == Kind.ARTICLE
        return _known(
            {
                "@type": "Article" if is_article else "NewsArticle",
                "@id": f"{self.url}#article",
                "headline": page.headline,
                "description": page.description or page.excerpt,
                "inLanguage": page.language,
                "mainEntityOfPage": self.url,
                "image": self._pictures(page.lead_picture),
                "datePublished": page.published_at.isoformat(),
                "dateModified": (page.updated_at or page.published_at).isoformat(),
                "author": self._authors(),
                "publisher": {"@id": self._organization_id},
                "about": [{"@id": self._movie_id}] if self.film else [],
                "keywords": [tag["name"] for tag in page.tags],
            }
        )

    def _movie(self, film: Film) -> Node:
        return _known(
            {
                "@type": "Movie",
                "@id": self._movie_id,
                "name": film.title,
                "alternateName": film.original_title,
                "url": self.site.absolute(film.get_absolute_url()),
                "image": self._pictures(film.poster),
                "dateCreated": film.released_on.isoformat() if film.released_on else film.year,
                "duration": f"PT{film.runtime_minutes}M" if film.runtime_minutes else "",
                "director": self._people(self.page.credits.directors),
                "actor": self._people(self.page.credits.cast),
                "sameAs": _known_elsewhere(film),
                "review": self._review(film) if self.page.kind == Kind.REVIEW else None,
            }
        )

    def _review(self, film: Film) -> Node:
        page, words = self.page, self.page.rating_line
        return _known(
            {
                "@type": "Review",
                "@id": f"{self.url}#review",
                "itemReviewed": {"@type": "Movie", "@id": self._movie_id, "name": film.title},
                "name": page.headline,
                "description": words if len(words) <= DESCRIPTION_LENGTH else "",
                "url": self.url,
                "datePublished": page.published_at.isoformat(),
                "author": self._authors(),
                "publisher": {"@id": self._organization_id},
                "reviewRating": self._rating(),
            }
        )

    def _rating(self) -> Node | None:
        """A number on its scale; letters and words are never turned into one."""
        rating = self.page.rating
        if rating is None or rating.value is None:
            return None
        value = rating.value
        return {
            "@type": "Rating",
            "ratingValue": int(value) if value == int(value) else float(value),
            "bestRating": rating.out_of,
            "worstRating": 0,
        }

    def _authors(self) -> list[Node]:
        """Who wrote the piece; the site itself where nobody is named."""
        authors = [
            {"@type": "Person", "@id": self._author_id(author), "name": author.name}
            for author in self.page.authors
        ]
        site = {"@type": "Organization", "@id": self._organization_id, "name": self.site.name}
        return authors or [site]

    def _author_id(self, author: Author) -> str:
        return f"{self.site.absolute(author.get_absolute_url())}#person"

    def _author(self, author: Author) -> Node:
        return _known(
            {
                "@type": "Person",
                "@id": self._author_id(author),
                "name": author.name,
                "url": self.site.absolute(author.get_absolute_url()),
                "image": self._pictures(author.photo),
                "sameAs": [author.website, *(link.get("url", "") for link in author.links)],
            }
        )

    def _organization(self) -> Node:
        return {
            "@type": "Organization",
            "@id": self._organization_id,
            "name": self.site.name,
            "url": self.site.absolute("/"),
        }

    def _breadcrumbs(self) -> Node:
        is_article = self.page.kind == Kind.ARTICLE
        steps = [
            (self.site.name, reverse("home")),
            (_("Articles"), reverse("article_list"))
            if is_article
            else (_("Reviews"), reverse("review_list")),
            (self.page.headline, self.page.url),
        ]
        return {
            "@type": "BreadcrumbList",
            "@id": f"{self.url}#breadcrumbs",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": name,
                    "item": self.site.absolute(path),
                }
                for position, (name, path) in enumerate(steps, start=1)
            ],
        }

    def _video(self, trailer: Trailer, film: Film) -> Node:
        """Nothing unless name, still and date of upload are known, and it plays on the page."""
        if not (trailer.title and trailer.poster and trailer.uploaded_on and trailer.player_url):
            return {}
        # The provider tells the day alone; noon is on that day nearly everywhere.
        uploaded_at = datetime.combine(trailer.uploaded_on, time(12), tzinfo=UTC)
        return {
            "@type": "VideoObject",
            "@id": f"{self.url}#video-{trailer.pk}",
            "name": trailer.title,
            "description": _("%(title)s: a trailer of %(film)s")
            % {"title": trailer.title, "film": film},
            "thumbnailUrl": self._pictures(trailer.poster),
            "uploadDate": uploaded_at.isoformat(),
            "embedUrl": trailer.player_url,
            "duration": f"PT{trailer.duration_seconds}S" if trailer.duration_seconds else "",
        }

    def _people(self, people: list[dict[str, str]]) -> list[Node]:
        return [
            {
                "@type": "Person",
                "name": person["name"],
                "url": self.site.absolute(person["url"]),
            }
            for person in people
        ]

    def _pictures(self, picture: Any) -> list[str]:
        return [self.site.absolute(picture.url)] if picture else []

    @property
    def _organization_id(self) -> str:
        return self.site.absolute("/#organization")

    @property
    def _movie_id(self) -> str:
        return f"{self.site.absolute(self.film.get_absolute_url())}#movie" if self.film else ""


def _known(node: Node) -> Node:
    """The node without what is not known: empty text, empty lists, None."""
    tidy = {
        key: [item for item in value if item] if isinstance(value, list) else value
        for key, value in node.items()
    }
    return {key: value for key, value in tidy.items() if value not in ("", [], None)}


def _known_elsewhere(film: Film) -> list[str]:
    homes = {
        "https://www.imdb.com/title/{}/": film.imdb_id,
        "https://www.themoviedb.org/movie/{}": film.tmdb_id,
        "https://www.wikidata.org/wiki/{}": film.wikidata_id,
    }
    return [home.format(number) for home, number in homes.items() if number]
