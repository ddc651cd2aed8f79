"""On the board each notice says why it was taken to speak of its request."""

import re

from tests.web.conftest import Play
from tests.web.kit import ADMIN, Site
from tests.web.test_requests import _number

ASKED = "请各村3月18日前报送高龄津贴新增人员名单,含姓名、身份证号,报民政办。"


def test_what_was_joined_by_itself_says_why(play: Play) -> None:
    """转发、改写、催办各写明为什么并到这件,说法和「可能重复」一样。"""

    async def story(site: Site) -> None:
        town = site.town
        await town.say("9:00", "民政办-小陈", ASKED)
        await town.say("9:10", "党政办-小王", f"转发:{ASKED}", forwarded_from="民政办-小陈")
        await town.say("9:20", "民政办-小陈", "高龄津贴新增人员名单还没报的抓紧")
        for minute in range(22):
            await town.say(f"10:{minute:02}", "应急办-老周", f"请第{minute + 1}网格今晚报巡查记录")
        await town.say("11:00", "党政办-小王", ASKED.replace("请各村", "请各村、社区"))
        browser = await site.as_(ADMIN)
        listed = (await browser.get("/requests?state=all")).text
        page = (await browser.get(f"/requests/{_number(listed, '高龄津贴')}")).text
        reasons = re.findall(r"并到这件:([^<]*)", page)
        assert reasons[:2] == ["转发的是前面那条", "接着前面那条说的"]
        assert re.fullmatch(r"文字(一样|大半一样),相近\d+%;主题相同;.*", reasons[2])

    play(story)
