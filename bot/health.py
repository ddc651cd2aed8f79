"""Whether we live, are ready, and how much there is to do, told to this machine alone."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from bot.domain.errors import StorageError
from bot.domain.message import SHANGHAI
from bot.outbox import Outbox
from bot.schedule import Schedule
from bot.storage.store import Store
from bot.storage.vitals import Vitals, try_to_write, vitals

BEATS, REACHED = 120.0, 300.0
"""Seconds since the last tick, and since the platform was last within reach, that are all right."""
PATIENCE = 5.0
_DAYS = timedelta(days=1)


class Health:
    """What is asked of a running bot; ``monotonic`` is the clock of its heartbeat."""

    def __init__(
        self,
        store: Store,
        schedule: Schedule,
        outbox: Outbox,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._store = store
        self._schedule = schedule
        self._outbox = outbox
        self._now = now
        self._monotonic = monotonic

    def application(self) -> web.Application:
        """Three pages without a name or an id on them."""
        app = web.Application()
        app.router.add_get("/livez", self._live)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._metrics)
        return app

    async def _live(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, _request: web.Request) -> web.Response:
        wrong = await self.what_is_wrong()
        said = "".join(f"{one}\n" for one in wrong) or "ok\n"
        return web.Response(text=said, status=503 if wrong else 200)

    async def what_is_wrong(self) -> list[str]:
        """Why nothing can be done just now; nothing where all is well."""
        wrong = []
        try:
            await asyncio.wait_for(self._store.run(try_to_write), PATIENCE)
        except (StorageError, TimeoutError):
            wrong.append("the store cannot be written")
        for at, most, said in (
            (self._schedule.ticked_at, BEATS, "the heartbeat stands still"),
            (self._schedule.in_touch_at, REACHED, "the platform is out of reach"),
        ):
            if at is None or self._monotonic() - at > most:
                wrong.append(said)
        return wrong

    async def _metrics(self, _request: web.Request) -> web.Response:
        since = self._now().astimezone(SHANGHAI).date() - _DAYS
        try:
            found = await asyncio.wait_for(self._store.read(vitals, since), PATIENCE)
        except (StorageError, TimeoutError):
            return web.Response(text="the store cannot be read\n", status=503)
        registry = CollectorRegistry()
        registry.register(_Told([*self._of_store(found), *self._of_process()]))
        body = generate_latest(registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _of_store(self, found: Vitals) -> Iterator[Metric]:
        age = self._now().timestamp() - found.oldest if found.oldest is not None else 0.0
        yield CounterMetricFamily("jianfu_messages", "messages taken in", found.messages)
        yield _gauge("inbox_waiting", "updates that wait", found.waiting)
        yield _gauge("inbox_oldest_seconds", "age of the one that waits longest", max(0.0, age))
        yield _gauge("inbox_dead", "updates set aside as unreadable", found.dead)
        digests = GaugeMetricFamily(
            "jianfu_digests", "digests of groups, of today and yesterday", labels=["outcome"]
        )
        for outcome in ("delivered", "late", "missed"):
            digests.add_metric([outcome], getattr(found, outcome))
        yield digests
        yield _gauge("database_bytes", "size of the database", found.size)

    def _of_process(self) -> Iterator[Metric]:
        sends = CounterMetricFamily("jianfu_sends", "calls of the platform", labels=["outcome"])
        for outcome, count in sorted(self._outbox.outcomes.items()):
            sends.add_metric([outcome], count)
        yield sends
        yield _gauge("writer_waiting", "calls that wait to be written", self._store.waiting)
        for name, at in (
            ("heartbeat_age_seconds", self._schedule.ticked_at),
            ("platform_age_seconds", self._schedule.in_touch_at),
        ):
            if at is not None:
                yield _gauge(name, "since it was last seen", self._monotonic() - at)


class _Told:
    """What prometheus asks for metrics: those that were found."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        """All of them."""
        return iter(self._metrics)


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"jianfu_{name}", told, value)
