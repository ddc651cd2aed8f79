"""Issuers' contacts on the board: their own unit's matters, each act with what it will change."""

import re

from bot.domain.case import CaseState
from bot.domain.message import SHANGHAI
from bot.storage.connection import Tx
from bot.storage.people import meet
from bot.storage.posts import name_contact
from bot.storage.requests import request_by_id
from tests.live.kit import GROUP, Town
from tests.office.kit import POSTER, case
from tests.web.conftest import Play
from tests.web.kit import CONTACT, COORDINATOR, Client, Site
from tests.web.test_cases import DECISION, act, one_case, words

OTHER = "水利站小高"


async def advised(site: Site, outcome: str) -> Client:
    """A case was decided; the contact's browser."""
    if outcome == "merge":
        await site.town.say("10:00", OTHER, "请各村月底前报机井台账,水利站")
    await one_case(site)
    browser = await site.as_(COORDINATOR)
    await act(browser, "claim")
    about = {"extend": "下周五下班前", "merge": "机井台账"}.get(outcome, "")
    await act(browser, "decide", {**DECISION, "outcome": outcome, "about": about})
    return await site.as_(CONTACT)


def test_a_later_time_is_shown_as_the_groups_will_read_it(play: Play) -> None:
    async def story(site: Site) -> None:
        contact, town = await advised(site, "extend"), site.town
        page = (await contact.get("/records/1")).text
        assert 'type="datetime-local"' in page
        for bad in ("", "2026-03-12T09:00", "9999-12-31T23:59", "明天", "2026-13-01T00:00"):
            look = await contact.post("/records/1/move/look", {"at": bad})
            assert look.status == 400, bad
        later = {"at": "2026-03-20T17:30"}
        look = await contact.post("/records/1/move/look", later)
        assert "改期后群里会看到:「更正:走访照片3张改到3/20 17:30」" in look.text
        assert not town.shown(GROUP)
        done = await contact.post("/records/1/move", later)
        assert "已改期" in (await contact.get(done.to)).text
        request = town.store.read_sync(request_by_id, 1)
        assert request is not None
        assert request.deadline is not None
        assert f"{request.deadline.astimezone(SHANGHAI):%m-%d %H:%M}" == "03-20 17:30"
        assert case(town).state is CaseState.ANSWERED
        again = await contact.post("/records/1/move", later)
        assert (again.status, "这件事现在不能这样改" in again.text) == (409, False)

    play(story)


def test_requests_of_the_unit_are_joined(play: Play) -> None:
    async def story(site: Site) -> None:
        contact, town = await advised(site, "merge"), site.town
        page = (await contact.get("/records/1")).text
        assert "没有别的还在要的事可以并" in page
        await town.say("10:00", POSTER, "请各村周五17:00前把困难群众名册报民政办")
        contact = await site.as_(CONTACT)
        page = (await contact.get("/records/1")).text
        assert '<option value="3">困难群众名册' in page
        assert (await contact.post("/records/1/join/look", {"into": "1"})).status == 400
        look = await contact.post("/records/1/join/look", {"into": "3"})
        assert "合并后群里只列「困难群众名册」一件" in words(look.text)
        assert case(town).state is CaseState.REMEDYING
        done = await contact.post("/records/1/join", {"into": "3"})
        assert "已合并,群里只列一件" in (await contact.get(done.to)).text
        assert case(town).state is CaseState.ANSWERED

    play(story)


def test_a_joining_is_taken_back_by_whoever_joined_and_by_nobody_else(play: Play) -> None:
    async def story(site: Site) -> None:
        contact, town = await advised(site, "merge"), site.town
        await town.say("10:00", POSTER, "请各村周五17:00前把困难群众名册报民政办")
        contact = await site.as_(CONTACT)
        await contact.post("/records/1/join", {"into": "3"})
        assert case(town).request == 3
        page = (await contact.get("/records/1")).text
        made = re.findall(r'/records/1/part"[^§]*?name="made" value="(\d+)"', page)[0]
        town.store.run_sync(_also_named, town)
        colleague = await site.as_(OTHER)
        page = (await colleague.get("/records/1")).text
        assert "名册" in page
        assert "撤销合并" not in page
        assert (await colleague.post("/records/1/part", {"made": made})).status == 404
        assert (await contact.post("/records/1/part", {"made": "99"})).status == 404
        assert case(town).request == 3
        done = await contact.post("/records/1/part", {"made": made})
        page = (await contact.get(done.to)).text
        assert "已撤销「发布单位合并」" in page
        assert "撤销合并" not in page
        assert case(town).request == 1

    play(story)


def _also_named(tx: Tx, town: Town) -> None:
    name_contact(tx, meet(tx, town.private(OTHER), OTHER).id, "民政办")


def test_what_was_done_is_confirmed_in_the_units_own_words(play: Play) -> None:
    async def story(site: Site) -> None:
        contact = await advised(site, "simplify")
        for bad in ("", "长" * 401):
            look = await contact.post("/records/1/confirm/look", {"text": bad})
            assert look.status == 400
            assert '<textarea id="text"' in look.text
            assert "确认</button>" not in look.text
        said = {"text": "每村留一张就行"}
        look = await contact.post("/records/1/confirm/look", said)
        assert "减负办和提意见的人会看到:「每村留一张就行」" in look.text
        done = await contact.post("/records/1/confirm", said)
        page = (await contact.get(done.to)).text
        assert "已告诉减负办和提意见的人" in page
        assert "这一件现在没有要您办的" in page
        late = await contact.post("/records/1/confirm", said)
        assert (late.status, "每村留一张就行</textarea>" in late.text) == (409, True)

    play(story)


def test_another_units_contact_finds_nothing(play: Play) -> None:
    """别的单位的联系人、发通知的本人,都看不到这一件。"""

    async def story(site: Site) -> None:
        await advised(site, "cancel")
        site.town.store.run_sync(_others, site.town)
        for who in (OTHER, POSTER):
            browser = await site.as_(who)
            assert "现在没有要您单位答复的意见" in (await browser.get("/records")).text
            assert "走访照片" not in (await browser.get("/")).text
            assert (await browser.get("/records/1")).status == 404
            for path, form in (
                ("withdraw", {}), ("move", {"at": "2026-03-20T17:30"}), ("join", {"into": "1"}),
                ("explain", {"text": "好"}), ("confirm/look", {"text": "好"}),
            ):  # fmt: skip
                assert (await browser.post(f"/records/1/{path}", form)).status == 404
        assert case(site.town).state is CaseState.REMEDYING

    play(story)


def _others(tx: Tx, town: Town) -> None:
    name_contact(tx, meet(tx, town.private(OTHER), OTHER).id, "水利站")
    name_contact(tx, meet(tx, town.private(POSTER), POSTER).id, "民政办")
