"""The board as an inspector of the county tries it: what could tell of somebody, or give way."""

import asyncio

import pytest

from bot.domain.boundary import Outgoing
from tests.live.kit import ToyPlatform
from tests.office.kit import flag, morning
from tests.web.conftest import Play
from tests.web.kit import COORDINATOR, Site
from tests.web.test_cases import DECISION, act, now

FLAGGERS = "toy:1:88"


@pytest.mark.parametrize("voices", [1, 3])
def test_how_long_an_answer_takes_tells_nothing_of_those_who_hear_it(
    play: Play, monkeypatch: pytest.MonkeyPatch, voices: int
) -> None:
    """有没有人提、几个人提,从网页等多久也看不出来。"""

    async def story(site: Site) -> None:
        flag(site.town, *range(1, voices + 1))
        await morning(site.town, 8)
        browser, town = await site.as_(COORDINATOR), site.town
        await act(browser, "claim")
        send, goes, asked = ToyPlatform.send, asyncio.Event(), list[str]()

        async def slow(platform: ToyPlatform, chat: str, what: Outgoing) -> int:
            if chat.startswith(FLAGGERS):
                asked.append(chat)
                await goes.wait()
            return await send(platform, chat, what)

        monkeypatch.setattr(ToyPlatform, "send", slow)
        async with asyncio.timeout(5):
            done = await browser.post("/cases/1/decide", {**now(site), **DECISION})
            assert done.to == "/cases/1"
            assert (await browser.get("/cases/1")).status == 200
        goes.set()
        await town.settle()
        assert len(asked) == voices
        assert "走访照片" in "".join(town.shown(asked[0]))

    play(story)
