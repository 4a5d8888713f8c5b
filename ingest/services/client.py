"""The one client of all metadata services: timeout, retry with back-off, pace per host, answers kept on disk.

An answer is kept for a month, so that a run that was stopped goes on where it was, and a second run asks nothing.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import httpx
import stamina
from hishel import SqliteStorage
from hishel.httpx import CacheTransport

from ingest.services.answers import Question
from library.errors import UnreadableSource

__all__ = ["Client"]

MONTH = 30 * 24 * 3600.0
TIMEOUT = 20.0
ATTEMPTS = 4
LONGEST_WAIT = 20.0
MOST_BYTES = 20_000_000
# Trying again is said once, with what came of it, not at each attempt.
logging.getLogger("stamina").addHandler(logging.NullHandler())
_REFUSED = frozenset({401, 403})
_AGAIN = frozenset({429, 500, 502, 503, 504})


class _Paced(httpx.BaseTransport):
    """Lets a request through only to the hosts of the services, and only after the host's pause."""

    def __init__(self, inner: httpx.BaseTransport, pauses: Mapping[str, float]) -> None:
        self._inner = inner
        self._pauses = pauses
        self._free: defaultdict[str, float] = defaultdict(float)
        self._lock = threading.Lock()
        self.sent: defaultdict[str, int] = defaultdict(int)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if request.url.scheme != "https" or host not in self._pauses:
            raise httpx.UnsupportedProtocol(f"{request.url} is no address of a metadata service", request=request)
        with self._lock:
            now = time.monotonic()
            start = max(now, self._free[host])
            self._free[host] = start + self._pauses[host]
            self.sent[host] += 1
        time.sleep(start - now)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


class Client:
    """Asks metadata services.

    Parameters
    ----------
    cache : file of the kept answers.
    pauses : seconds between two requests for each host that may be asked.
    transport : stands in for the network in tests.
    """

    def __init__(self, cache: Path, pauses: Mapping[str, float], transport: httpx.BaseTransport | None = None) -> None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        self._paced = _Paced(transport or httpx.HTTPTransport(), pauses)
        self._storage = SqliteStorage(database_path=cache, default_ttl=MONTH)
        contact = os.environ.get("STUDYGRAPH_MAILTO")
        # Services ask for an address to write to before they block somebody; it is sent only when it is given.
        agent = "Studygraph (reading lists)" + (f" mailto:{contact}" if contact else "")
        self._http = httpx.Client(
            transport=CacheTransport(self._paced, self._storage),
            timeout=TIMEOUT,
            headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate"},
            follow_redirects=True,
            trust_env=False,
        )

    def get(self, question: Question) -> bytes | None:
        """Return the answer to a question, None when the service does not know the work.

        Raises
        ------
        UnreadableSource
            When the service does not answer, refuses, or has had enough of us.
        """
        try:
            for attempt in stamina.retry_context(on=_wait, attempts=ATTEMPTS, timeout=None):
                with attempt:
                    return self._get(question)
        except httpx.HTTPError as error:
            raise UnreadableSource(question.url, f"does not answer: {error}", hint="Run it again later.") from error
        return None

    def _get(self, question: Question) -> bytes | None:
        plain = httpx.URL(question.url, params=dict(question.params))
        asked = plain.copy_merge_params(dict(question.secret))
        # A key must not decide what is found in the cache, nor lie in it.
        caching = {"caching": {"key": str(plain)}}
        with self._http.stream("GET", asked, headers=dict(question.headers), extensions=caching) as response:
            if response.status_code in _REFUSED:
                hint = "It may want a key, or its allowance without one is used up; run it again later."
                raise UnreadableSource(question.url, f"refuses ({response.status_code})", hint=hint)
            if response.status_code in _AGAIN:
                response.raise_for_status()
            return _body(response, question.url) if response.status_code == 200 else None

    @property
    def sent(self) -> Mapping[str, int]:
        """How many requests went to each host; answers from the disk are none."""
        return dict(self._paced.sent)

    def close(self) -> None:
        """Close connections and the file of kept answers."""
        self._http.close()
        self._storage.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _body(response: httpx.Response, url: str) -> bytes:
    data = bytearray()
    for chunk in response.iter_bytes(65_536):
        data += chunk
        if len(data) > MOST_BYTES:
            raise UnreadableSource(url, f"answers with more than {MOST_BYTES:,} bytes")
    return bytes(data)


def _wait(error: Exception) -> bool | float:
    """Whether to try again, or after how many seconds, as the service itself says."""
    if isinstance(error, httpx.HTTPStatusError):
        after = error.response.headers.get("retry-after", "")
        return min(float(after), LONGEST_WAIT) if after.isdigit() else True
    return isinstance(error, httpx.TransportError) and not isinstance(error, httpx.UnsupportedProtocol)
