"""A county's notice passed on in several towns: each reads its own date."""

from pathlib import Path

import pytest

from tests.live.kit import Town, played

COUNTY = {"chat": "toy:1:-500", "title": "青石县直联络群"}
LIUHE = {"chat": "toy:1:-600", "title": "柳河镇村居工作群"}
BAIMA = {"chat": "toy:1:-700", "title": "白马镇村居工作群"}
WU, QIANG = "县民政局-老吴", "东河村文书-阿强"
WANTED = "报送低保对象年审花名册,注明姓名、身份证号、银行卡号"


def _digests(town: Town) -> dict[str, str]:
    """The newest digest of each group."""
    return {one.chat: one.text for one in town.platform.posted if "今日一览" in one.text}


def test_each_town_reads_its_own_date_and_the_countys(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", WU, f"请各乡镇3月18日17:30前{WANTED}", **COUNTY)
        await town.say(
            "9:10", "民政办-小陈", f"转县民政局通知:请各村3月16日12:00前{WANTED},附照片", **LIUHE
        )
        await town.say(
            "9:20", "民政办-小何", f"转县民政局通知:请各村3月20日12:00前{WANTED}", **BAIMA
        )
        await town.tick("17:30")
        told = _digests(town)
        assert "时限:" not in told[COUNTY["chat"]]
        assert "周三17:30" in told[COUNTY["chat"]]
        assert "时限:镇3/16 12:00(先交镇里)|县3/18 17:30" in told[LIUHE["chat"]]
        assert "镇里另要:照片" in told[LIUHE["chat"]]
        assert "时限:镇3/20 12:00|县3/18 17:30" in told[BAIMA["chat"]]
        assert "另要" not in told[BAIMA["chat"]]

    played(tmp_path, story)


def test_towns_whose_county_was_not_heard_keep_their_own_dates(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        for who, day, where in (("小陈", 16, LIUHE), ("小何", 20, BAIMA)):
            relay = f"转县民政局通知:请各村3月{day}日12:00前{WANTED}"
            await town.say("9:10", f"民政办-{who}", relay, **where)
        await town.tick("17:30")
        told = _digests(town)
        assert "周一12:00" in told[LIUHE["chat"]]
        assert "3/20 12:00" in told[BAIMA["chat"]]
        assert not any("时限:" in text for text in told.values())

    played(tmp_path, story)


def _village(title: str) -> dict[str, str]:
    return {"chat": "toy:1:-800", "title": title}


@pytest.mark.parametrize("title", ["沙河村村民小组长群", "白马镇沙河村村民小组长群"])
@pytest.mark.parametrize("county", [True, False])
def test_a_village_reads_nothing_of_a_town_that_is_not_its_own(
    tmp_path: Path, title: str, county: bool
) -> None:
    async def story(town: Town) -> None:
        if county:
            await town.say("9:00", WU, f"请各乡镇3月18日17:30前{WANTED}", **COUNTY)
        laid = "附照片,盖章,逾期通报东河村"
        relay = f"转县民政局通知:请各村3月16日12:00前{WANTED},{laid}"
        await town.say("9:10", "民政办-小陈", relay, **LIUHE)
        relay = f"转县民政局通知:请各组3月17日12:00前{WANTED}"
        await town.say("9:20", "沙河村文书-小何", relay, **_village(title))
        await town.tick("17:30")
        told = _digests(town)["toy:1:-800"]
        assert "周二12:00" in told
        assert "3/16" not in told
        assert "东河村" not in told
        assert "镇里" not in told
        assert ("时限:村3/17 12:00(先交村里)|县3/18 17:30" in told) == county

    played(tmp_path, story)


def test_a_village_reads_the_date_of_the_town_its_groups_name_tells(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", WU, f"请各乡镇3月18日17:30前{WANTED}", **COUNTY)
        for who, day, where in (("小陈", 16, LIUHE), ("小何", 17, BAIMA)):
            relay = f"转县民政局通知:请各村3月{day}日12:00前{WANTED}"
            await town.say("9:10", f"民政办-{who}", relay, **where)
        relay = f"转县民政局通知:请各组3月15日12:00前{WANTED}"
        await town.say("9:20", "沙河村文书-小何", relay, **_village("白马镇沙河村村民小组长群"))
        await town.tick("17:30")
        told = _digests(town)["toy:1:-800"]
        assert "时限:村3/15 12:00(先交村里)|镇3/17 12:00|县3/18 17:30" in told

    played(tmp_path, story)


def test_a_later_local_date_is_told_until_it_is_over(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好", **BAIMA)
        await town.tell(QIANG, "/start")
        await town.say("9:00", WU, f"请各乡镇3月13日17:30前{WANTED}", **COUNTY)
        await town.say(
            "9:20", "民政办-小何", f"转县民政局通知:请各村3月16日12:00前{WANTED}", **BAIMA
        )
        await town.tell(QIANG, "待办")
        assert "周一12:00" in town.card(QIANG)
        await town.tick("17:30")
        await town.tick("7:50", days=3)
        assert "低保对象年审花名册" in town.card(QIANG)
        await town.tell(QIANG, "完成 1")
        await town.tell(QIANG, "待办")
        assert "已办1件" in town.card(QIANG), town.card(QIANG)

    played(tmp_path, story)


def test_a_county_that_puts_it_off_moves_no_towns_earlier_date(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好", **LIUHE)
        await town.tick("17:30")
        await town.say("18:00", WU, f"请各乡镇3月18日17:30前{WANTED}", **LIUHE)
        await town.say("18:10", "民政办-小陈", f"请各村3月16日12:00前{WANTED}", **LIUHE)
        await town.tick("8:00", days=1)
        before = len(town.shown())
        await town.say("8:10", WU, "低保对象年审花名册延期到3月25日17:30", **LIUHE)
        assert not any("改到" in text for text in town.shown()[before:])
        await town.tick("17:30")
        assert "时限:镇3/16 12:00(先交镇里)|县3/25 17:30" in _digests(town)[LIUHE["chat"]]

    played(tmp_path, story)


async def _three(town: Town) -> None:
    """The county wants it by 3/18, 柳河 by 3/16, 白马 by 3/17."""
    await town.say("9:00", WU, f"请各乡镇3月18日17:30前{WANTED}", **COUNTY)
    for who, day, where in (("小陈", 16, LIUHE), ("小何", 17, BAIMA)):
        relay = f"转县民政局通知:请各村3月{day}日12:00前{WANTED}"
        await town.say("9:10", f"民政办-{who}", relay, **where)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("更正:低保对象年审花名册改为3月15日12:00前报", 15),
        ("更正:低保对象年审花名册改为3月19日12:00前报", 19),
        ("更正:低保对象年审花名册时限写错了,应为3月15日12:00", 15),
        ("低保对象年审花名册延期到3月19日12:00", 19),
        (f"请各村3月15日12:00前{WANTED}", 15),
        (f"转县民政局通知:请各村3月15日12:00前{WANTED}", 15),
    ],
)
def test_what_a_town_puts_right_is_its_own_date_and_no_other(
    tmp_path: Path, said: str, day: int
) -> None:
    async def story(town: Town) -> None:
        await _three(town)
        await town.say("10:00", "民政办-小何", said, **BAIMA)
        await town.tick("17:30")
        told = _digests(town)
        local = f"镇3/{day} 12:00" + ("(先交镇里)" if day < 18 else "")
        assert f"时限:{local}|县3/18 17:30" in told[BAIMA["chat"]]
        assert "时限:镇3/16 12:00(先交镇里)|县3/18 17:30" in told[LIUHE["chat"]]
        assert "周三17:30" in told[COUNTY["chat"]]

    played(tmp_path, story)


@pytest.mark.parametrize(
    "said",
    [
        "县里更正:低保对象年审花名册改为3月20日12:00前报",
        "县民政局同意低保对象年审花名册延期到3月20日12:00",
        "接县民政局通知,低保对象年审花名册延期到3月20日12:00前报送",
    ],
)
def test_what_a_town_tells_of_the_county_is_the_countys_date(tmp_path: Path, said: str) -> None:
    async def story(town: Town) -> None:
        await _three(town)
        await town.say("10:00", "民政办-小何", said, **BAIMA)
        await town.tick("17:30")
        told = _digests(town)
        for day, where in ((16, LIUHE), (17, BAIMA)):
            assert f"时限:镇3/{day} 12:00(先交镇里)|县3/20 12:00" in told[where["chat"]]

    played(tmp_path, story)


@pytest.mark.parametrize(
    "said",
    [
        "更正:低保对象年审花名册,沙河村改为3月19日12:00前报",
        "低保对象年审花名册,沙河村延期到3月19日12:00",
    ],
)
def test_a_town_that_moves_one_village_moves_it_alone(tmp_path: Path, said: str) -> None:
    async def story(town: Town) -> None:
        await _three(town)
        await town.say("10:00", "民政办-小何", said, **BAIMA)
        await town.tick("17:30")
        told = _digests(town)
        assert "时限:3/19 12:00(沙河村)|3/17 12:00(其他)" in told[BAIMA["chat"]]
        assert "时限:镇3/17 12:00(先交镇里)|县3/18 17:30" in told[BAIMA["chat"]]
        assert "3/16" not in told[BAIMA["chat"]]
        assert "时限:镇3/16 12:00(先交镇里)|县3/18 17:30" in told[LIUHE["chat"]]
        assert "周三17:30" in told[COUNTY["chat"]]
        for where in (LIUHE, COUNTY):
            assert "沙河村" not in told[where["chat"]]

    played(tmp_path, story)
