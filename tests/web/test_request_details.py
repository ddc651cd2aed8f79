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
        await site.town.say("9:40", "农业办-小马", "请注意倒春寒,3月15日前把蔬菜大棚加固完毕")
        plain = await _page(site, "大棚")
        assert "<dt>要什么</dt>" not in plain
        assert "<dt>形式</dt>" not in plain

    play(story)


def test_what_another_group_was_told_stands_on_no_page_of_ours(play: Play) -> None:
    asked = "报送低保对象年审花名册"

    async def story(site: Site) -> None:
        county = {"chat": "toy:1:-500", "title": "青石县直联络群"}
        baima = {"chat": "toy:1:-700", "title": "白马镇村居工作群"}
        told = f"转县民政局通知:请各村3月18日前{asked}"
        await site.town.say("9:30", "县民政局-老吴", f"请各乡镇3月18日17:30前{asked}", **county)
        theirs = "盖章后交白马镇民政办203室,逾期的通报"
        await site.town.say("9:35", "民政办-小何", f"{told},{theirs}", **baima)
        await site.town.say("9:40", "民政办-小陈", f"{told},附照片")
        one = "select count(*) from request where title like '%低保对象年审%'"
        assert site.town.store.read_sync(lambda tx: tx.execute(one).fetchone()[0]) == 1
        page = await _page(site, "低保对象年审")
        assert "<dt>形式</dt>" in page
        assert "照片" in page
        for words in ("<dt>交到</dt>", "<dt>未按时</dt>", "203室", "盖章"):
            assert words not in page

    play(story)
