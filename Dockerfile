# Debian 13: its postgresql-client is of version 17, as the database in docker-compose.yml. It may not be older.
FROM python:3.11-slim-trixie

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/wijkpeil

# PostgreSQL's own programs make and restore backups. Pango and its companions lay out the PDFs; the fonts have what our own
# does not, such as arrows.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        postgresql-client libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY migrations migrations
RUN pip install --no-deps --no-build-isolation -e . \
    && useradd --system --no-create-home wijkpeil \
    && install -d -o wijkpeil -m 700 var /backups /werk /uitvoer

USER wijkpeil
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/gezond', timeout=4)"]
CMD ["wijkpeil", "serve"]
