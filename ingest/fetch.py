"""Fetch the one address a person asked for: with a time limit, a size limit, and never from a private network.

Redirects are followed by hand so that every hop is checked. Each host is resolved once and the connection goes to
the very address that was checked; a name that changes its mind between check and connection gains nothing.
Addresses that merely stand in lists are never fetched.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

import httpx

from library.errors import UnreadableSource

__all__ = ["MAX_BYTES", "MAX_HOPS", "Page", "fetch", "is_address", "resolve"]

MAX_BYTES = 20_000_000
MAX_HOPS = 5
TIMEOUT = 20.0
TOTAL_SECONDS = 90.0

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": "Studygraph (reading-list reader)",
    "Accept": "text/markdown, text/plain, text/html, */*;q=0.5",
    # Other encodings can blow a small answer up more than a thousandfold.
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered: bytes, the charset its server names, and a file name as a hint to the format."""

    data: bytes
    charset: str | None
    name: str


def is_address(source: str) -> bool:
    """Whether a source is a web address and not a path.

    Examples
    --------
    >>> is_address("https://example.org/list.md"), is_address("lists/https.md")
    (True, False)
    """
    return bool(re.match(r"https?://", source.strip(), re.IGNORECASE))


def resolve(host: str) -> Sequence[str]:
    """IP addresses of a host name, as the system resolves it; empty when it has none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found))


def fetch(
    address: str,
    *,
    transport: httpx.BaseTransport | None = None,
    resolver: Callable[[str], Sequence[str]] = resolve,
) -> Page:
    """Bytes behind an http(s) address.

    Parameters
    ----------
    address : str
        Where to look. A GitHub page of a file or repository is replaced by its text.
    transport : httpx.BaseTransport, optional
        Stands in for the network in tests.
    resolver : callable
        Host name to IP addresses.

    Raises
    ------
    UnreadableSource
        For another protocol, a private network, too many redirects, too much data, no answer in time, or an
        answer other than 200.
    """
    ends = time.monotonic() + TOTAL_SECONDS
    url = _text_address(address.strip())
    # The environment's proxies and .netrc are left alone: through them the checked address is not the one reached.
    with httpx.Client(transport=transport, timeout=TIMEOUT, trust_env=False, headers=_HEADERS) as client:
        for _ in range(MAX_HOPS + 1):
            answer = _get(client, url, address, resolver, ends)
            if isinstance(answer, Page):
                return answer
            url = answer
    raise UnreadableSource(address, f"redirects more than {MAX_HOPS} times", hint="Give the final address.")


def _get(
    client: httpx.Client, url: str, address: str, resolver: Callable[[str], Sequence[str]], ends: float
) -> Page | str:
    """The page, or the next address where the server sends us on."""
    request = _request(client, url, address, resolver)
    try:
        response = client.send(request, stream=True)
        try:
            if response.is_redirect:
                return urljoin(url, response.headers["location"])
            return Page(_body(response, address, ends), response.charset_encoding, _file_name(url, response))
        finally:
            response.close()
    except httpx.TimeoutException as error:
        raise _no_answer(address, "did not answer in time") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _no_answer(address, f"cannot be fetched: {error}") from error


def _no_answer(address: str, message: str) -> UnreadableSource:
    return UnreadableSource(address, message, hint="Try again later, or save the page and add the file.")


def _request(client: httpx.Client, url: str, address: str, resolver: Callable[[str], Sequence[str]]) -> httpx.Request:
    """A request to the checked IP address that still names the host, to the server and to its certificate."""
    try:
        parts, asked = urlsplit(url), httpx.URL(url)
    except (ValueError, httpx.InvalidURL) as error:
        raise UnreadableSource(address, f"is no valid address: {url}") from error
    if parts.scheme.lower() not in {"http", "https"} or not asked.host:
        raise UnreadableSource(address, f"leads to {url[:200]}, which is no http(s) address")
    if parts.username or parts.password:
        raise UnreadableSource(address, "holds a user name or password", hint="Give the address without them.")
    public = _public_ip(asked.raw_host.decode("ascii").strip("[]"), address, resolver)
    return client.build_request(
        "GET",
        asked.copy_with(host=public),
        headers={"Host": asked.netloc.decode("ascii")},
        extensions={"sni_hostname": asked.raw_host.decode("ascii")},
    )


def _public_ip(host: str, address: str, resolver: Callable[[str], Sequence[str]]) -> str:
    try:
        found: Sequence[str] = (str(ipaddress.ip_address(host)),)
    except ValueError:
        found = resolver(host)
    if not found:
        raise _no_answer(address, f"the host {host} is not known")
    for ip in found:
        if not _is_public(ip):
            raise UnreadableSource(
                address, f"{host} is in a private network ({ip})", hint="Save the page and add the file instead."
            )
    return found[0]


def _is_public(text: str) -> bool:
    ip = ipaddress.ip_address(text)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return _is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _body(response: httpx.Response, address: str, ends: float) -> bytes:
    if response.status_code != 200:
        message = f"the server answered {response.status_code} {response.reason_phrase}".rstrip()
        raise UnreadableSource(address, message, hint="Open it in a browser; add the saved page if it needs a login.")
    if response.headers.get("content-encoding", "identity").lower() not in {"identity", "gzip", "deflate"}:
        raise UnreadableSource(address, f"is packed as {response.headers['content-encoding']}, which was not asked for")
    too_large = UnreadableSource(address, f"is larger than {MAX_BYTES:,} bytes", hint="Save it and add the file.")
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > MAX_BYTES:
        raise too_large
    data = bytearray()
    for chunk in response.iter_bytes(65_536):
        data += chunk
        if len(data) > MAX_BYTES:
            raise too_large
        if time.monotonic() > ends:
            raise _no_answer(address, f"took longer than {TOTAL_SECONDS:.0f} seconds")
    return bytes(data)


def _file_name(url: str, response: httpx.Response) -> str:
    """Name of the page's file; HTML without a suffix gets one, as its server says so."""
    path = PurePosixPath(urlsplit(url).path)
    name = path.name or urlsplit(url).netloc
    is_html = "html" in response.headers.get("content-type", "")
    return f"{name}.html" if is_html and not PurePosixPath(path.name).suffix else name


def _text_address(url: str) -> str:
    """Address of the text behind a GitHub page; the page itself is mostly navigation.

    Examples
    --------
    >>> _text_address("https://github.com/ann/list")
    'https://raw.githubusercontent.com/ann/list/HEAD/README.md'
    >>> _text_address("https://github.com/ann/list/blob/main/a/b.md#top")
    'https://raw.githubusercontent.com/ann/list/main/a/b.md'
    """
    repository = re.fullmatch(r"https?://(?:www\.)?github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?(?:#.*)?", url)
    if repository and repository[1] not in {"topics", "orgs", "settings", "search", "features"}:
        return f"https://raw.githubusercontent.com/{repository[1]}/{repository[2]}/HEAD/README.md"
    file = re.fullmatch(r"https?://(?:www\.)?github\.com/([\w.-]+/[\w.-]+)/blob/([^?#]+)(?:[?#].*)?", url)
    return f"https://raw.githubusercontent.com/{file[1]}/{file[2]}" if file else url
