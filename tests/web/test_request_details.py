"""What a request wants beside the thing itself stands on its page; where it tells none, nothing."""

import html

from tests.web.conftest import Play
from tests.web.kit import ADMIN, Site


async def _page(site: Site, words: str) -> str:
    browser = await site.as_(ADMIN)
    listed = (await browser.get("/requests?state=all")).text
    row = next(part for part in listed.split('<li class="row">')[1:] if words in part)
    number = row.split("/requests/")[1].split('"')[0]
    return html.unescape((await browser.get(f"/requests/{number}")).text)


def test_a_requests_page_tells_what_it_wants(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.say(
            "9:30",
            "民政办-小陈",
            "根据清发【2026】12号,请各村3月20日前报孤儿核查表(姓名、监护人),盖章后交民政办203室,"
            "逾期的通报。<script>",
        )
        page = await _page(site, "孤儿")
        for label, words in (
            ("要什么", "姓名、监护人"),
            ("形式", "表格、签字盖章或纸质件"),
            ("交到", "民政办203室"),
            ("给谁", "各村"),
            ("依据", "清发〔2026〕12号"),
            ("未按时", "逾期的通报"),
        ):
            assert f"<dt>{label}</dt>" in page
            assert words in page
        await site.town.say("9:40", "农业办-小马", "请注意防范倒春寒,3月15日前大棚加固完毕")
        plain = await _page(site, "大棚")
        assert "<dt>要什么</dt>" not in plain
        assert "<dt>形式</dt>" not in plain

    play(story)
