"""One ask, two deadlines: the named villages are due before the others."""

from pathlib import Path

from bot.storage.connection import Snapshot
from tests.live.kit import Town, played
from tests.live.test_corrections import _admin, _edit, _fix

CHEN = "民政办-小陈"
DONG, XI, NAN = "东河村文书-阿强", "西河村老李", "南坪村会计小吴"
CITY = "柳林社区-小唐"
SPLIT = "请东河村、西河村3月13日前报,其他村3月16日前报低保名单。"


async def _asked(town: Town, text: str, *names: str) -> None:
    """It is Thursday, 12 March; a notice, and the cards of ``names``."""
    for name in names:
        await town.say("8:30", name, "早上好")
    await town.say("9:00", CHEN, text)
    for name in names:
        await town.tell(name, "/start")


def test_each_village_reads_its_own_deadline_on_its_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, XI, NAN)

    town = played(tmp_path, story)
    assert "明日</b> 低保名单" in town.card(DONG)
    assert "明日</b> 低保名单" in town.card(XI)
    assert "周一</b> 低保名单" in town.card(NAN)


def test_communities_and_villages_are_told_apart_by_their_kind(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, "低保名单:社区周五下班前报,各村下周一报", CITY, NAN)

    town = played(tmp_path, story)
    assert "明日18:00" in town.card(CITY)
    assert "周一</b>" in town.card(NAN)


def test_who_is_named_nowhere_is_not_asked(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, "东河村3月13日前报低保名单,南坪村3月16日前报", DONG, XI, NAN)

    town = played(tmp_path, story)
    assert "明日</b>" in town.card(DONG)
    assert "周一</b>" in town.card(NAN)
    assert "低保名单" not in town.card(XI)


def test_whose_unit_is_not_known_reads_the_first_deadline(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, "阿芳")

    assert "明日</b> 低保名单" in played(tmp_path, story).card("阿芳")


def test_those_of_another_kind_than_the_others_read_the_first_deadline(tmp_path: Path) -> None:
    """其他村 does not tell a community when it is due, nor 其他乡镇 a village."""

    async def story(town: Town) -> None:
        await _asked(town, SPLIT, CITY)
        await town.say("9:10", CHEN, "请柳河镇3月13日前报救灾台账,其他乡镇3月16日前报")
        await town.say("9:11", DONG, "收到")
        await town.tell(DONG, "/start")

    town = played(tmp_path, story)
    assert "明日</b> 低保名单" in town.card(CITY)
    assert "明日</b> 救灾台账" in town.card(DONG)


def test_the_digest_tells_both_deadlines_and_whose_they_are(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, NAN)
        await town.tick("17:30")

    (digest,) = [text for text in played(tmp_path, story).shown() if "今日一览" in text]
    assert "时限:3/13(东河村、西河村)|3/16(其他村)" in digest
    assert "今明到期" in digest


def test_when_the_first_are_over_the_others_are_still_due(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, NAN)
        await town.tick("17:30")
        await town.tick("7:50", days=2)
        await town.tell(DONG, "待办")
        assert "周一</b> 低保名单" in town.card(NAN)
        assert "低保名单" not in town.card(DONG)
        await town.tick("17:30", days=1)

    digest = [text for text in played(tmp_path, story).shown() if "今日一览" in text][-1]
    assert "明日 低保名单" in digest.replace("<b>", "").replace("</b>", "")


def test_a_reminder_of_the_others_does_not_put_off_the_first(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, NAN)
        await town.tick("7:50", days=2)
        await town.say("9:00", CHEN, "再催一下,其他村3月16日前报低保名单")
        await town.tick("7:50", days=1)
        await town.tell(DONG, "待办")

    town = played(tmp_path, story)
    assert "明日</b> 低保名单" in town.card(NAN)
    assert "低保名单" not in town.card(DONG)


def test_a_correction_for_the_others_moves_theirs_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.arrive(town.update(type="membership", role="member"))
        await _asked(town, SPLIT, DONG, XI, NAN)
        await town.say("14:00", CHEN, "更正:其他村改为3月17日前", reply_to=4)
        for name in (DONG, XI, NAN):
            await town.tell(name, "待办")
        await town.tick("17:30")

    town = played(tmp_path, story)
    assert "明日</b> 低保名单" in town.card(DONG)
    assert "明日</b> 低保名单" in town.card(XI)
    assert "周二</b> 低保名单" in town.card(NAN)
    (digest,) = [text for text in town.shown() if "今日一览" in text]
    assert "时限:3/13(东河村、西河村)|3/17(其他村)" in digest
    (line,) = [text for text in town.shown() if text.startswith("更正")]
    assert "更正:低保名单时限改为3/13(东河村、西河村)|3/17(其他村)" in line


def test_a_correction_that_names_one_of_several_moves_that_one_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, XI, NAN)
        await town.say("10:00", CHEN, "更正:低保名单西河村延到3月15日前报", reply_to=4)
        for name in (DONG, XI, NAN):
            await town.tell(name, "待办")
        await town.tick("17:30")

    town = played(tmp_path, story)
    assert "明日</b> 低保名单" in town.card(DONG)
    assert "周日</b> 低保名单" in town.card(XI)
    assert "周一</b> 低保名单" in town.card(NAN)
    (digest,) = [text for text in town.shown() if "今日一览" in text]
    assert "3/13(东河村)|3/15(西河村)|3/16(其他村)" in digest


def test_a_correction_for_all_moves_all(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, NAN)
        await town.say("10:00", CHEN, "更正:各村低保名单改为3月17日前报", reply_to=3)
        for name in (DONG, NAN):
            await town.tell(name, "待办")

    town = played(tmp_path, story)
    assert "周二</b> 低保名单" in town.card(DONG)
    assert "周二</b> 低保名单" in town.card(NAN)


def test_more_time_for_one_is_none_for_those_who_were_asked_with_it(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, "请各村3月13日前报低保名单,民政办", DONG, NAN)
        await town.say("10:00", CHEN, "更正:东河村的低保名单改为3月16日前报", reply_to=3)
        for name in (DONG, NAN):
            await town.tell(name, "待办")

    town = played(tmp_path, story)
    assert "周一</b> 低保名单" in town.card(DONG)
    assert "明日</b> 低保名单" in town.card(NAN)


def test_more_time_for_the_only_one_that_was_asked_asks_nobody_else(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, "请东河村3月13日前补报低保名单,民政办", DONG, NAN)
        await town.say("10:00", CHEN, "更正:东河村的低保名单改为3月16日前报", reply_to=3)
        for name in (DONG, NAN):
            await town.tell(name, "待办")

    town = played(tmp_path, story)
    assert "周一</b> 低保名单" in town.card(DONG)
    assert "低保名单" not in town.card(NAN)


def test_a_correction_for_the_others_once_the_first_are_over(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, NAN)
        await town.tick("7:50", days=2)
        await town.say("9:00", CHEN, "更正:其他村的低保名单改为3月18日前报", reply_to=3)
        for name in (DONG, NAN):
            await town.tell(name, "待办")

    town = played(tmp_path, story)
    assert "周三</b> 低保名单" in town.card(NAN)
    assert "低保名单" not in town.card(DONG)


def test_a_deadline_that_an_admin_gives_holds_for_all(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await _asked(town, SPLIT, DONG, NAN)
        await town.tick("17:30")
        await _fix(town, "低保名单", "改时限")
        await town.tell("党政办-老陈", "3月16日")
        await town.tell(DONG, "待办")

    town = played(tmp_path, story)
    assert "周一</b> 低保名单" in town.card(DONG)
    digest = [text for text in town.shown() if "今日一览" in text][-1]
    assert "东河村" not in digest


def test_a_new_version_for_all_takes_the_place_of_both(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, NAN)
        await _edit(town, "9:30", 3, CHEN, "请各村3月13日前报低保名单。")

    assert "明日</b> 低保名单" in played(tmp_path, story).card(NAN)


def test_the_others_are_collected_from_too(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG, NAN)
        await town.tell(CHEN, "收件")

    assert "还没看到 东河村、南坪村" in played(tmp_path, story).card(CHEN)


def test_others_whose_time_alone_is_told_are_asked(tmp_path: Path) -> None:
    """The named ones did it already; it is the others who have something to do."""

    async def story(town: Town) -> None:
        await _asked(town, "东河村、西河村昨天已报,其他村3月16日前报低保名单", DONG, NAN)
        await town.say("9:10", CHEN, "请东河村3月16日前补报残疾人名单,其他村已经报了")
        await town.tell(NAN, "待办")

    town = played(tmp_path, story)
    assert "周一</b> 低保名单" in town.card(NAN)
    assert "残疾人" not in town.card(NAN)


VISITS = "犬只防疫:东河村3月13日上午9点,南坪村3月16日上午9点,请在家等候,畜牧站"


def test_each_village_reads_when_it_is_called_on(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, VISITS, DONG, NAN)
        await town.say("14:00", CHEN, "南坪的改到17号,东河不变")
        await town.tell(NAN, "待办")
        await town.tick("17:30")

    town = played(tmp_path, story)
    assert "明日9:00</b> 犬只防疫" in town.card(DONG)
    assert "周二9:00</b> 犬只防疫" in town.card(NAN)
    (digest,) = [text for text in town.shown() if "今日一览" in text]
    assert "时间:3/13 9:00(东河村)|3/17 9:00(南坪村)" in digest


def test_when_the_first_were_called_on_the_others_still_are(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, VISITS, DONG, NAN)
        await town.tick("17:30")
        await town.tick("7:50", days=2)
        await town.tell(DONG, "待办")
        assert "周一9:00</b> 犬只防疫" in town.card(NAN)
        assert "犬只防疫" not in town.card(DONG)
        await town.tick("17:30", days=1)

    digest = [text for text in played(tmp_path, story).shown() if "今日一览" in text][-1]
    assert "明日9:00 犬只防疫" in digest.replace("<b>", "").replace("</b>", "")


def test_deadlines_outlive_the_process(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town, SPLIT, DONG)

    async def after(town: Town) -> None:
        town.said = town.sequence = 9
        await town.say("9:30", NAN, "收到")
        await town.tell(NAN, "/start")
        assert "周一</b> 低保名单" in town.card(NAN)
        assert town.store.read_sync(_ends) == [("2026-03-13", "2026-03-16")]

    played(tmp_path, story)
    played(tmp_path, after)


def _ends(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The first deadline, and when nothing of it is ahead any more, in local days."""
    rows = snapshot.execute(
        "select date(deadline, 'unixepoch', '+8 hours'), date(ends, 'unixepoch', '+8 hours')"
        " from request"
    ).fetchall()
    return [(row[0], row[1]) for row in rows]
