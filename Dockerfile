# Two stages from the lock: the second has neither pip's cache nor what only building needs.
# Runs without root; with a read-only disk it writes to /data and /tmp alone.

FROM python:3.13-slim-bookworm AS build
COPY requirements.txt /
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r /requirements.txt
COPY . /srv/intertitle
RUN /opt/venv/bin/python -m compileall -q /srv/intertitle


FROM python:3.13-slim-bookworm
# pg_dump, pg_restore and psql, for backups: those of Debian 12 are of version 15, as is the
# compose file's server. They refuse a server that is newer than they are.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 intertitle \
    && install -d -o intertitle -g intertitle /data /backups
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/intertitle /srv/intertitle
WORKDIR /srv/intertitle
ENV PATH=/opt/venv/bin:$PATH DATA_DIR=/data PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER intertitle
VOLUME /data /backups
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
# One worker of the database's tasks runs beside this, from the same image: manage.py db_worker.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
     "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", \
     "--workers-kill-timeout", "5", "config.wsgi:application"]
