"""The demo site: what it says (`content/`, in the archive format) and the pictures it draws.

All of it is our own: The Demo Screen, its six writers and the pages at example.org are invented;
the films, their facts and their trailers are real. A scheduled piece has `published_at` null and
an old text of a corrected piece stands in its `editions`, where a key left out is the piece's own.
"""
