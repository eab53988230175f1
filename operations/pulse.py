"""What a task worker does beside its tasks: say that it lives, and do the regular work."""

import logging
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from operations.models.worker import BEAT, Worker
from operations.ticking import is_our_turn, tick

log = logging.getLogger(__name__)


class Pulse:
    """Two threads, for the length of a `with` block around a worker's life.

    The work has a thread of its own, or a slow provider would make the worker seem dead. Both end
    with the process without being waited for: whatever they are at may be stopped anywhere.
    """

    def __init__(self, worker_id: str, is_ticking: bool = True) -> None:
        self.worker_id = worker_id
        self._ended = Event()
        self._threads = [Thread(target=self._go_on, args=(self._beat,), daemon=True)]
        if is_ticking:
            self._threads.append(Thread(target=self._go_on, args=(self._tick,), daemon=True))

    def __enter__(self) -> "Pulse":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(timeout=1)

    def _go_on(self, act: object) -> None:
        assert callable(act)
        try:
            while True:
                close_old_connections()
                try:
                    act()
                except (DatabaseError, InterfaceError) as error:
                    log.warning("The worker's pulse failed and goes on: %s", error)
                    connection.close()
                if self._ended.wait(BEAT.total_seconds()):
                    return
        finally:
            connection.close()

    def _beat(self) -> None:
        Worker.objects.update_or_create(pk=self.worker_id, defaults={"seen_at": timezone.now()})

    def _tick(self) -> None:
        if not is_our_turn():
            return
        for done in tick():
            log.debug("tick: %s: %s", done.name, done.said)
            if self._ended.is_set():
                return
