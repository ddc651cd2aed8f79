"""What people with an office may do is for nobody below them to say."""

from tests.web.conftest import Play
from tests.web.kit import ADMIN, COORDINATOR, Site
from tests.web.test_cases import one_case
from tests.web.test_groups import chat, member


def test_who_reviews_is_not_for_an_admin_to_say(play: Play) -> None:
    """管理员把经办人小林的单位改成发通知的民政办:小林照样能办。"""

    async def story(site: Site) -> None:
        await one_case(site)
        await site.town.say("8:30", COORDINATOR, "收到")
        who = {"group": str(chat(site)), "member": str(member(site, COORDINATOR))}
        admin = await site.as_(ADMIN)
        assert (await admin.post("/units/correct", {**who, "unit": "民政办"})).to
        assert f"改成员单位:{COORDINATOR}" in (await admin.get("/audit")).text
        page = await (await site.as_(COORDINATOR)).get("/cases/1")
        assert page.status == 200
        assert "接办" in page.text

    play(story)
