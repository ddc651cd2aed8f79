"""What comes from elsewhere is refused, and what goes out says what may be done with it."""

import pytest

from bot.web.forms import LARGEST
from bot.web.guard import HEADERS
from bot.web.problem import Problem
from bot.web.routes import ROUTES
from bot.web.visit import Visit
from tests.web.conftest import Play
from tests.web.kit import COORDINATOR, MEMBER, UPPER, Answer, Client, Site
from tests.web.test_matrix import path_of

STRAY = ("/nowhere", "/cases/..%2f..%2fetc", "/static/board.py", "/static/..%2fboard.py", "//x/")


def test_every_answer_carries_every_header(play: Play) -> None:
    async def story(site: Site) -> None:
        answers = []
        for who in (COORDINATOR, MEMBER):
            for route in ROUTES:
                client = await site.as_(who)
                answers.append(await client.get(path_of(route)))
                answers.append(await client.post(path_of(route), token=False))
            answers += [await client.get(path) for path in STRAY]
        answers.append(await Client(site).get("/", {"Host": "evil.example"}))
        assert {one.status for one in answers} >= {200, 403, 404, 405}
        for one in answers:
            assert {key: one.headers.get(key) for key in HEADERS} == HEADERS
            assert one.headers["Strict-Transport-Security"] == "max-age=31536000"
            assert one.headers["Cache-Control"] == "no-store"
            assert "Server" not in one.headers

    play(story)


def test_the_policy_lets_only_our_own_files_in(play: Play) -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_files_are_kept_under_their_mark_only(play: Play) -> None:
    async def story(site: Site) -> None:
        page = (await Client(site).get("/")).text
        path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert (await Client(site).get(path)).headers["Cache-Control"] == "private, max-age=3600"
        old = path.partition("?")[0] + "?v=old"
        assert (await Client(site).get(old)).headers["Cache-Control"] == "no-store"

    play(story)


@pytest.mark.parametrize(
    ("url", "name", "path", "secure"),
    [
        ("https://board.example", "__Host-jianfu", "/", True),
        ("https://county.example:8443/jianfu", "__Secure-jianfu", "/jianfu/", True),
        ("http://127.0.0.1:8090", "jianfu", "/", False),
        ("http://127.0.0.1:8090/board", "jianfu", "/board/", False),
    ],
)
def test_the_cookie_is_as_strict_as_the_address_allows(
    play: Play, url: str, name: str, path: str, secure: bool
) -> None:
    async def story(site: Site) -> None:
        browser = Client(site)
        entered = await browser.post(await site.link(COORDINATOR))
        assert entered.to == f"{site.board.base}/"
        flags = set(entered.set_cookie.split("; ")[1:])
        expected = {"HttpOnly", "SameSite=Strict", f"Path={path}", "Max-Age=28800"}
        assert {one for one in flags if not one.startswith("expires")} == (
            expected | {"Secure"} if secure else expected
        )
        assert entered.set_cookie.startswith(f"{name}=")
        assert ("Strict-Transport-Security" in entered.headers) is secure
        page = (await browser.get("/")).text
        assert f'href="{site.board.base}/sessions"' in page
        assert "https://" not in page

    play(story, url)


async def _changed_nothing(site: Site, browser: Client, answer: Answer) -> None:
    assert answer.status == 403
    assert (await browser.get("/")).status == 200


def test_a_form_needs_the_token_of_its_own_session(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, other = await site.as_(COORDINATOR), await site.as_(UPPER)
        mine, twin = await browser.token(), await (await site.as_(COORDINATOR)).token()
        assert len({mine, twin, await other.token()}) == 3
        for wrong in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": await other.token()},
                      {"csrf": twin}, {"csrf": mine[:-1]}, {"csrf": "＝"}):  # fmt: skip
            answer = await browser.post("/sessions/end-all", wrong, token=False)
            await _changed_nothing(site, browser, answer)
        twice = await browser.post("/sessions/end-all", {"csrf": [mine, mine]}, token=False)
        assert twice.status == 400
        assert (await browser.get("/")).status == 200

    play(story)


ELSEWHERE = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "https://board.example.evil.example"},
    {"Origin": "http://board.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "evil.example"},
    {"Host": "board.example:8443"},
    {"Host": "127.0.0.1"},
)


def test_a_form_comes_from_our_own_page(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, stranger = await site.as_(COORDINATOR), Client(site)
        path = await site.link(UPPER)
        for headers in ELSEWHERE:
            answer = await browser.post("/sessions/end-all", headers=headers)
            await _changed_nothing(site, browser, answer)
            site.town.ticks += 60
            assert (await stranger.post(path, headers=headers)).status == 403
            assert not stranger.cookie
        # The usual port may be said.
        assert (await stranger.post(path, headers={"Host": "board.example:443"})).to == "/"

    play(story)


def test_a_get_changes_nothing(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        for route in ROUTES:
            if route.method == "POST" and not route.path.startswith("/enter"):
                token = await browser.token()
                assert (await browser.get(f"{path_of(route)}?csrf={token}")).status == 405
        assert (await browser.get("/")).status == 200

    play(story)


def test_nobody_is_led_elsewhere() -> None:
    visit = Visit(request=None, board=None, hall=None)  # type: ignore[arg-type]
    for path in ("//evil.example", "https://evil.example", "/\\evil.example", "evil", ""):
        with pytest.raises(Problem):
            visit.back(path)


ODD = (
    (b"csrf=" + b"a" * LARGEST, 413),
    (b"session=%00", 400),
    (b"session=%ED%A0%80", 400),
    (b"session=%FF", 400),
    (b"session=\xff", 400),
    (b"session=" + b"1" * 9000, 400),
    (b"a&" * 500, 400),
    (b"", 403),
)


def test_what_no_form_would_send_is_refused_in_plain_words(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        for body, status in ODD:
            answer = await browser.post("/sessions/end", body)
            assert answer.status == status, body[:20]
            assert "请" in answer.text
            assert (await browser.get("/")).status == 200

    play(story)


def test_other_kinds_of_forms_and_numbers_are_refused(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
            answer = await browser.post("/sessions/end", b"{}", headers={"Content-Type": kind})
            assert answer.status == 400
        for number in ("", "x", "-1", "1" * 12, "１", "1.5"):
            assert (await browser.post("/sessions/end", {"session": number})).status == 400

    play(story)


def test_whoever_is_too_fast_is_asked_to_wait(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        site.pause = 0.0
        stranger, by = Client(site), {"X-Forwarded-For": "1.1.1.1, 203.0.113.9"}
        tried = [(await stranger.get("/enter/guess", by)).status for _ in range(14)]
        assert tried == [404] * 12 + [429] * 2
        # What a client claims before the proxy's own word makes it nobody else.
        claimed = {"X-Forwarded-For": "8.8.8.8, 203.0.113.9"}
        assert (await stranger.get("/enter/guess", claimed)).status == 429
        assert (await stranger.get("/enter/guess", {"X-Forwarded-For": "203.0.113.8"})).status < 429
        one, same = ({"X-Forwarded-For": f"2001:db8::{end}"} for end in ("1", "2"))
        for _ in range(12):
            await stranger.get("/enter/guess", one)
        assert (await stranger.get("/enter/guess", same)).status == 429
        asked = [await browser.get("/") for _ in range(125)]
        assert [one.status for one in asked].count(429) == 5
        assert "请等一分钟" in asked[-1].text
        site.town.ticks += 60
        assert (await stranger.get("/enter/guess", by)).status == 404
        assert (await browser.get("/")).status == 200

    play(story)


def test_a_mistake_of_ours_tells_nobody_anything(
    play: Play, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("13812345678 wrote this")

    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        monkeypatch.setattr("bot.services.sessions.my_sessions", fail)
        answer = await browser.get("/sessions")
        assert answer.status == 500
        assert "已经记下" in answer.text
        for told in (answer.text, *capsys.readouterr()):
            assert "13812345678" not in told
            assert COORDINATOR not in told

    play(story)
