"""What a line of the digest says of other asks: the same data elsewhere, what was laid on top."""

from pathlib import Path

from tests.live.kit import Town, played
from tests.live.test_corrections import _digest

PONDS = (
    "各乡镇:请组织开展山塘水库安全隐患排查,填写《山塘隐患排查表》,于3月20日17:00前报县水利局。",
    "转县水利局通知:各村开展山塘水库安全隐患排查,填写《山塘隐患排查表》,每处拍照带水印、"
    "村书记签字盖章,3月18日12:00前先报镇水利站。",
)
SCHOOL = (
    "转县教育局通知,摸底小学新生。请报2019年9月1日至2020年8月31日出生的儿童花名册,"
    "填姓名、性别、身份证号、户籍地址、监护人姓名和电话、拟就读学校。3月16日下班前发我"
)
HEALTH = (
    "转县卫健局:为做好入学接种查验,请各村报2019年9月—2020年8月出生儿童名单,"
    "要姓名、出生日期、身份证号、现住址、接种证编号、家长电话,3月13日下班前报卫生院。"
)


def test_a_relay_shows_both_deadlines_and_what_it_demands_on_top(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "县水利局-老吕", PONDS[0])
        await town.say("9:30", "水利站-小田", PONDS[1])
        await town.tick("17:30")
        digest = _digest(town)
        assert "时限:先交3/18 12:00|县3/20 17:00;转发时另要照片视频、签字盖章" in digest

    played(tmp_path, story)


def test_two_lines_for_the_same_data_name_each_other_and_what_else_is_wanted(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", "中心校-陈主任", SCHOOL)
        await town.say("9:30", "卫生院-小吴", HEALTH)
        await town.tick("17:30")
        digest = _digest(town)
        assert "要同一批儿童名单,可一次备齐;县卫健局另需出生日期、现住址、接种证编号" in digest
        assert "要同一批儿童名单,可一次备齐;县教育局另需性别、户籍地址、监护人姓名" in digest

    played(tmp_path, story)
