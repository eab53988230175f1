"""Serving uploaded files where no web server in front does it: one machine, a laptop."""

from csp.constants import NONE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

# As deploy/nginx/site.conf says it: a name never gets other content.
FOREVER = "public, max-age=31536000, immutable"


@csp({"default-src": [NONE], "sandbox": True})  # type: ignore[arg-type]
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file of MEDIA_ROOT; 404 for what is not finished (its name begins with a dot)."""
    if any(part.startswith(".") for part in path.split("/")):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = FOREVER
    return response
