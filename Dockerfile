FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/wijkpeil

COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY migrations migrations
RUN pip install --no-deps --no-build-isolation -e . \
    && useradd --system --no-create-home wijkpeil \
    && install -d -o wijkpeil var

USER wijkpeil
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/gezond', timeout=4)"]
CMD ["wijkpeil", "serve"]
