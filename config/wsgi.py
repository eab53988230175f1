"""The WSGI application that every server (granian, gunicorn) is given."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from publishing.pagecache.application import PageCache  # noqa: E402 - needs the settings and all apps

application = PageCache(django_application)
