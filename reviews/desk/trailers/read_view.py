"""What a pasted text is, at once and without asking anybody: for boxes with a script."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from reviews.desk.trailers.adding import same_video
from reviews.models.trailer import Trailer
from reviews.trailers.paste import TrailerRefused, read_paste


@require_POST
def read_view(request: HttpRequest) -> HttpResponse:
    """JSON: `refusal` (a sentence), or `html` to show and `key` for a video inside a text.

    POST `text`, and `film` (an id) where the film is known. Nothing is saved.
    """
    if not request.user.has_perm("reviews.view_trailer"):
        raise PermissionDenied
    try:
        pasted = read_paste(request.POST.get("text", ""))
    except TrailerRefused as refusal:
        return JsonResponse({"refusal": str(refusal)})
    known = list(same_video(pasted)[:10])
    film = request.POST.get("film", "")
    # Title and still may be known from where the video is already; the paste's own words win.
    stored = known[0] if known else Trailer()
    trailer = Trailer(
        provider=pasted.provider,
        video_id=pasted.video_id,
        video_hash=pasted.video_hash,
        start_seconds=pasted.start_seconds,
        title=pasted.title or stored.title,
        uploader=pasted.uploader or stored.uploader,
        uploader_url=pasted.uploader_url or ("" if pasted.uploader else stored.uploader_url),
        uploaded_on=stored.uploaded_on,
        poster=stored.poster,
    )
    html = render_to_string(
        "publishing/desk/_pasted.html",
        {
            "trailer": trailer,
            "has_it": [one for one in known if str(one.film_id) == film],
            "others": [one for one in known if str(one.film_id) != film],
            "request": request,
        },
    )
    key = f"{pasted.provider}:{pasted.video_id}:{pasted.video_hash}"
    return JsonResponse({"html": html, "key": key})
