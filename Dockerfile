FROM python:3.13-slim-bookworm AS build
COPY requirements.txt /
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r /requirements.txt
COPY . /srv/intertitle
RUN /opt/venv/bin/python -m compileall -q /srv/intertitle


FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 intertitle \
    && install -d -o intertitle -g intertitle /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/intertitle /srv/intertitle
WORKDIR /srv/intertitle
ENV PATH=/opt/venv/bin:$PATH DATA_DIR=/data PYTHONUNBUFFERED=1
USER intertitle
VOLUME /data
EXPOSE 8000
# One worker of the database's tasks runs beside this, from the same image: manage.py db_worker.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
     "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", \
     "--workers-kill-timeout", "5", "config.wsgi:application"]
