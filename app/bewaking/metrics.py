"""In numbers, in the format of Prometheus: how many requests, how they ended, how long they took; of this process."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from app.backups import last_backup
from app.database import DbSession
from app.security import coordinator_or_key
from app.toegang import Scope

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

router = APIRouter()

MetricsReader = Annotated[None, Depends(coordinator_or_key(Scope.METRICS_LEZEN))]


class Metrics:
    """The counters of one process. Several processes are scraped apart."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        names = ["method", "route"]
        self._requests = Counter(
            "wijkpeil_http_requests", "Verzoeken, per route en uitkomst.", [*names, "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "wijkpeil_http_request_seconds", "Hoe lang ze duurden.", names, buckets=BUCKETS, registry=self.registry
        )
        self.backup_safe_before = Gauge(
            "wijkpeil_backup_safe_before_seconds",
            "Wat voor dit moment binnenkwam, staat in een back-up (Unix-tijd; 0: er is er geen).",
            registry=self.registry,
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request. The route is a template: a path as it was asked for would be a line for every interview."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)


@router.get("/metrics")
def get_metrics(request: Request, session: DbSession, _: MetricsReader) -> Response:
    metrics: Metrics = request.app.state.metrics
    backup = last_backup(session)
    metrics.backup_safe_before.set(backup.safe_before.timestamp() if backup else 0)
    return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)
