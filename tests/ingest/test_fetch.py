"""One address on request: public networks only, in time, and not too much."""

import gzip

import httpx
import pytest

from ingest import fetch as module
from ingest.fetch import MAX_HOPS, fetch
from library.errors import UnreadableSource

PUBLIC = "93.184.216.34"


def web(handler, hosts=None):
    """`fetch` with a handler for the network and a table for the names."""
    table = {"example.org": [PUBLIC], **(hosts or {})}
    return lambda address: fetch(
        address, transport=httpx.MockTransport(handler), resolver=lambda host: table.get(host, [])
    )


def refuse_all(request):
    raise AssertionError(f"asked the network for {request.url}")


def test_a_page_comes_with_charset_and_name():
    def handler(request):
        assert request.url.host == PUBLIC
        assert request.headers["host"] == "example.org"
        assert request.extensions["sni_hostname"] == "example.org"
        return httpx.Response(200, content=b"# List", headers={"content-type": "text/plain; charset=koi8-r"})

    page = web(handler)("https://example.org/a/list.md?x=1")
    assert (page.data, page.charset, page.name) == (b"# List", "koi8-r", "list.md")


def test_a_page_without_suffix_says_that_it_is_html():
    page = web(lambda _: httpx.Response(200, html="<p>"))("http://example.org/reading")
    assert page.name == "reading.html"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
        "http://100.64.0.1/",
    ],
)
def test_private_addresses_are_refused(address):
    with pytest.raises(UnreadableSource, match="private network"):
        web(refuse_all)(address)


def test_a_name_that_resolves_to_a_private_address_is_refused():
    with pytest.raises(UnreadableSource, match=r"intra\.example is in a private network \(10\.0\.0\.5\)"):
        web(refuse_all, {"intra.example": [PUBLIC, "10.0.0.5"]})("http://intra.example/")


@pytest.mark.parametrize(
    "target", ["http://localhost/", "http://127.0.0.1:8080/", "//169.254.169.254/", "http://inside.org/"]
)
def test_a_redirect_to_a_private_network_is_refused(target):
    def handler(request):
        assert request.url.host == PUBLIC
        return httpx.Response(302, headers={"location": target})

    with pytest.raises(UnreadableSource, match="private network"):
        web(handler, {"localhost": ["127.0.0.1"], "inside.org": ["192.168.1.1"]})("http://example.org/")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)"])
def test_a_redirect_out_of_the_web_is_refused(target):
    with pytest.raises(UnreadableSource, match=r"no http|cannot be fetched"):
        web(lambda _: httpx.Response(302, headers={"location": target}))("http://example.org/")


def test_redirects_are_followed_within_reason():
    seen = []

    def handler(request):
        seen.append(request.url.path)
        last = request.url.path == "/2"
        return httpx.Response(200, text="end") if last else httpx.Response(301, headers={"location": f"/{len(seen)}"})

    assert web(handler)("http://example.org/0").data == b"end"
    assert seen == ["/0", "/1", "/2"]
    with pytest.raises(UnreadableSource, match=f"more than {MAX_HOPS} times"):
        web(lambda _: httpx.Response(301, headers={"location": "/again"}))("http://example.org/")


def test_too_much_is_refused_told_or_not(monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 1000)
    with pytest.raises(UnreadableSource, match=r"larger than 1,000 bytes"):
        web(lambda _: httpx.Response(200, content=b"x" * 1001))("http://example.org/")

    def stream():
        yield from (b"x" * 600 for _ in range(10**9))

    with pytest.raises(UnreadableSource, match="larger than"):
        web(lambda _: httpx.Response(200, content=stream()))("http://example.org/")
    bomb = gzip.compress(b"0" * 1_000_000)
    assert len(bomb) < 1000 or monkeypatch.setattr(module, "MAX_BYTES", len(bomb) + 1) is None
    with pytest.raises(UnreadableSource, match="larger than"):
        web(lambda _: httpx.Response(200, content=bomb, headers={"content-encoding": "gzip"}))("http://example.org/")


def test_packing_that_nobody_asked_for_is_refused():
    with pytest.raises(UnreadableSource, match="packed as"):
        web(lambda _: httpx.Response(200, stream=httpx.ByteStream(b"x"), headers={"content-encoding": "br"}))(
            "http://example.org/"
        )


def test_no_answer_in_time(monkeypatch):
    def late(request):
        raise httpx.ReadTimeout("late", request=request)

    with pytest.raises(UnreadableSource, match="did not answer in time") as caught:
        web(late)("http://example.org/")
    assert "save the page" in caught.value.hint
    monkeypatch.setattr(module, "TOTAL_SECONDS", -1.0)
    with pytest.raises(UnreadableSource, match="took longer"):
        web(lambda _: httpx.Response(200, content=b"slow"))("http://example.org/")


def test_errors_of_the_server_and_of_the_network_are_told():
    with pytest.raises(UnreadableSource, match="answered 404 Not Found"):
        web(lambda _: httpx.Response(404))("http://example.org/")
    with pytest.raises(UnreadableSource, match=r"host nowhere\.example is not known"):
        web(refuse_all)("http://nowhere.example/")

    def broken(request):
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(UnreadableSource, match="cannot be fetched: refused"):
        web(broken)("http://example.org/")


def test_passwords_in_addresses_are_refused():
    with pytest.raises(UnreadableSource, match="user name or password"):
        web(refuse_all)("http://ann:secret@example.org/")


def test_a_github_page_is_replaced_by_its_text():
    def handler(request):
        assert request.headers["host"] == "raw.githubusercontent.com"
        return httpx.Response(200, text=request.url.path)

    get = web(handler, {"raw.githubusercontent.com": [PUBLIC]})
    assert get("https://github.com/ann/list").data == b"/ann/list/HEAD/README.md"
    assert get("https://github.com/ann/list/blob/main/ml/papers.md").data == b"/ann/list/main/ml/papers.md"
