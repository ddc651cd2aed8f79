"""查 低保: a clerk finds last month's roster by two characters, in their own groups only."""

from pathlib import Path

from tests.live.kit import GROUP, Town, played

SECOND = "toy:1:-200"
QIANG = "东河村文书-阿强"
CHEN = "民政办-小陈"
MORE = {"chat": SECOND, "title": "县水利工作群"}


async def _asked(town: Town) -> None:
    await town.say("8:30", QIANG, "收到")
    await town.say("9:00", CHEN, "请各村明天下班前把低保年审名单报民政办")
    await town.say("9:20", "水利站-小田", "请各村本周五下班前报机井检修情况")


def test_two_characters_find_what_was_asked_with_its_state_and_link(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(QIANG, "查 低保")

    said = played(tmp_path, story).card(QIANG)
    assert "查「低保」" in said
    assert "低保年审名单" in said
    assert "民政办 · 3/12" in said
    assert f"https://t.example/{GROUP}/2" in said
    assert "还要办:明日18:00" in said
    assert "机井" not in said


def test_each_state_is_said_in_words(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(QIANG, "/start")
        await town.say("9:40", CHEN, "低保年审名单不用报了,县里已有数据")
        await town.tell(QIANG, "查 低保")
        assert "已撤回" in town.card(QIANG)
        await town.tell(QIANG, "/find 机井")
        assert "还要办" in town.card(QIANG)
        town.turn("9:00", days=20)
        await town.tell(QIANG, "搜索 机井检修")
        assert "已过期" in town.card(QIANG)

    played(tmp_path, story)


def test_what_only_other_groups_know_is_never_found(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.say("9:30", "水利站-小田", "请各村周三前报水库巡查台账", **MORE)
        await town.say(
            "9:40", CHEN, "请各村明天下班前把低保年审名单报民政办,用附件的新模板", **MORE
        )
        await town.tell(QIANG, "查 水库")
        assert "没有查到「水库」" in town.card(QIANG)
        await town.tell(QIANG, "查 模板")
        assert "没有查到「模板」" in town.card(QIANG)
        await town.tell(QIANG, "查 低保")
        assert SECOND not in town.card(QIANG)

    played(tmp_path, story)


def test_who_left_the_group_finds_nothing_there(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        town.platform.outside.add(town.private(QIANG))
        await town.tell(QIANG, "查 低保")

    assert "低保年审" not in played(tmp_path, story).card(QIANG)


def test_eight_at_a_time_newest_first_and_more_on_request(tmp_path: Path) -> None:
    things = (
        "危房改造", "养老服务", "林木采伐", "秸秆离田", "护林防火", "厕所改建", "道路硬化",
        "路灯损坏", "机井用电", "医保参保",
    )  # fmt: skip

    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        for minute, thing in enumerate(things):
            await town.say(f"9:{minute:02}", CHEN, f"请各村下周五前报{thing}{thing[:2]}普查底数")
        await town.tell(QIANG, "查 普查")
        first = town.platform.posted[-1]
        assert first.text.index("医保") < first.text.index("机井")
        assert "道路" in first.text
        assert "危房" not in first.text
        await town.press(QIANG, "更多")
        assert "9 养老" in town.card(QIANG)
        assert "10 危房" in town.card(QIANG)
        assert not town.platform.posted[-1].buttons

    played(tmp_path, story)


def test_no_hit_says_how_to_search(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(QIANG, "查 养殖")
        assert "两个字就行" in town.card(QIANG)
        await town.tell(QIANG, "查")
        assert "例如「查 低保」" in town.card(QIANG)

    played(tmp_path, story)


def test_longer_words_a_single_character_and_the_issuer_find_too(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        for words in (
            "低保名单",
            "年审名单",
            "低",
            "低保 名单",
            "民政",
            "低保的名單",
            "查低保名单",
        ):
            await town.tell(QIANG, f"查 {words}")
            assert "低保年审名单" in town.card(QIANG), words
        for words in ("查低保", "查找 低保", "搜索 低保"):
            await town.tell(QIANG, words)
            assert "低保年审名单" in town.card(QIANG), words
        await town.tell(QIANG, "查 养老保险名单")
        assert "没有查到" in town.card(QIANG)

    played(tmp_path, story)


def test_a_search_in_the_group_is_answered_in_private(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(QIANG, "/help")
        await town.command(QIANG, "/find 低保")
        await town.say("9:50", QIANG, "/查 机井")

    town = played(tmp_path, story)
    assert not town.shown(GROUP)
    assert "机井检修" in town.card(QIANG)


def test_made_up_presses_and_hostile_words_do_no_harm(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        for data in ("more:0:低保", "more:999:低保", "more:x", "more:-1:低保", "more:1:\"' OR *"):
            await town.press_data(QIANG, data)
        for words in ('"', "%", "' or 1=1 --", '低保" OR "机井', "@all <b>", "一" * 50, "NEAR(x"):
            await town.tell(QIANG, f"查 {words}")

    town = played(tmp_path, story)
    said = town.shown(town.private(QIANG))
    assert len(said) == 12
    assert not any("机井检修" in text for text in said)
