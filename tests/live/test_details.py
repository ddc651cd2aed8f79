"""看一件事的时候,要什么、什么形式、交到哪、依据什么都写着; the digest's line stays short."""

from pathlib import Path

from bot.domain.people import Role
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.people import grant, meet, seen_in
from tests.live.kit import GROUP, Town, played

QIANG, CHEN = "东河村文书-阿强", "民政办-小陈"
ASKED = (
    "根据清发[2026]12号文件,请各村3月20日前报高龄津贴核查表(姓名、身份证号、卡号),附照片,"
    "盖章后交民政办203室,逾期未报的通报。"
)
DETAILS = (
    "要什么:姓名、身份证号、卡号",
    "形式:表格、照片、签字盖章或纸质件",
    "交到:民政办203室",
    "给谁:各村",
    "依据:清发〔2026〕12号",
    "未按时:逾期未报的通报",
)


def _grant(tx: Tx, address: str, chat: str = GROUP, title: str = "柳河镇村居工作群") -> None:
    member = meet(tx, address)
    ident = chat_id(tx, chat, title)
    seen_in(tx, member.id, ident, None)
    grant(tx, member.id, ident, Role.ADMIN)


async def _found(town: Town) -> str:
    await town.tell(QIANG, "查 高龄津贴")
    return town.card(QIANG)


def test_what_is_found_alone_is_told_in_full_and_the_digest_is_not_longer(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say("9:00", CHEN, ASKED)
        said = await _found(town)
        for line in DETAILS:
            assert line in said
        await town.tick("17:30")
        digest = next(text for text in town.shown() if "今日一览" in text)
        assert "203室" not in digest
        assert "身份证号" not in digest

    played(tmp_path, story)


def test_what_is_found_among_others_stays_a_line(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say("9:00", CHEN, ASKED)
        await town.say("9:10", "卫生院-老钱", "请各村3月16日前报高龄津贴体检照片,报卫生院老钱。")
        assert "203室" not in await _found(town)

    played(tmp_path, story)


def test_a_forwarded_notice_is_answered_with_what_it_wants(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.tell(QIANG, ASKED, forwarded_from="县民政局")
        for line in DETAILS:
            assert line in town.card(QIANG)
        await town.tell(QIANG, "请各村3月20日前报困难老人名单。", forwarded_from="县民政局")
        said = town.card(QIANG)
        assert "给谁:各村" in said
        assert "要什么" not in said
        assert "形式" not in said

    played(tmp_path, story)


def test_a_line_that_is_put_right_shows_what_it_wants(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        town.store.run_sync(_grant, town.private(CHEN))
        await town.say("9:00", CHEN, ASKED)
        await town.tick("17:30")
        await town.tell(CHEN, "改 1")
        for line in DETAILS:
            assert line in town.card(CHEN)

    played(tmp_path, story)


def test_a_draft_shows_how_it_will_be_read(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", CHEN, "大家早")
        await town.tell(CHEN, "/start")
        await town.tell(CHEN, f"/草稿 {ASKED}")
        said = town.card(CHEN)
        assert "这样写,大家读到的是:" in said
        for line in DETAILS:
            assert line in said
        assert "没写交给谁" not in said

    played(tmp_path, story)


def test_each_ask_of_one_notice_keeps_its_own(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say(
            "9:00",
            CHEN,
            "请各村:一、3月18日前报孤儿助学申请表。二、3月20日前报敬老院消防照片。以上材料发民政办邮箱。",
        )
        await town.tell(QIANG, "查 孤儿助学")
        assert "形式:表格" in town.card(QIANG)
        assert "交到:民政办邮箱" in town.card(QIANG)
        await town.tell(QIANG, "查 敬老院消防")
        assert "形式:照片" in town.card(QIANG)
        assert "交到:民政办邮箱" in town.card(QIANG)

    played(tmp_path, story)


def test_a_change_lets_off_a_form_and_a_reminder_adds_a_threat(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say("9:00", CHEN, "请各村3月20日前报高龄津贴核查表,盖章后交民政办203室。")
        await town.say("9:30", CHEN, "更正:高龄津贴核查表不用盖章了,发民政办邮箱,时间不变。")
        said = await _found(town)
        assert "形式:表格\n" in said
        assert "交到:民政办邮箱" in said
        town.turn("9:00", days=2)
        await town.say("10:00", CHEN, "高龄津贴核查表还差西河村,再不报的全镇通报。")
        said = await _found(town)
        assert "未按时:再不报的全镇通报" in said
        assert "交到:民政办邮箱" in said

    played(tmp_path, story)


def test_what_another_group_was_told_is_not_shown_here(tmp_path: Path) -> None:
    """同一件事,柳河镇的要求只给柳河镇的人看。"""
    baima = {"chat": "toy:1:-700", "title": "白马镇村居工作群"}
    county = {"chat": "toy:1:-500", "title": "青石县直联络群"}
    asked = "报送低保对象年审花名册"

    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好", **baima)
        await town.say("8:05", "西河村文书-小马", "早上好")
        town.store.run_sync(_grant, town.private("民政办-小何"), *baima.values())
        await town.say("9:00", "县民政局-老吴", f"请各乡镇3月18日17:30前{asked}", **county)
        await town.say(
            "9:05", "民政办-小何", f"转县民政局通知:请各村3月18日前{asked},附照片", **baima
        )
        await town.say(
            "9:10",
            CHEN,
            f"转县民政局通知:请各村3月16日12:00前{asked}(姓名、银行卡号),盖章后交"
            "柳河镇民政办203室,逾期未报的扣东河村书记绩效。",
        )
        await town.tell(QIANG, "查 低保对象")
        theirs = town.card(QIANG)
        await town.tick("17:30")
        await town.tell("民政办-小何", "改 1")
        for said in (theirs, town.card("民政办-小何")):
            assert "形式:照片\n" in said
            for word in ("203室", "绩效", "银行卡号", "盖章"):
                assert word not in said
        await town.tell("西河村文书-小马", "查 低保对象")
        ours = town.card("西河村文书-小马")
        assert "要什么:姓名、银行卡号" in ours
        assert "203室" in ours
        assert "照片" not in ours

    played(tmp_path, story)


def test_a_new_version_of_a_reminder_takes_back_no_more_than_the_reminder_said(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say("9:00", CHEN, ASKED)
        await town.say("9:30", CHEN, "高龄津贴核查表还没报的村抓紧报,要录视频。")
        number, at = town.said, int(town.now.timestamp())
        assert "视频" in await _found(town)
        town.turn("9:40")
        text = "高龄津贴核查表还没报的村请抓紧报"
        edited = {"type": "edit", "number": number, "at": at, "edited": at + 600}
        await town.arrive(town.update(sender=CHEN, text=text, **edited))
        said = await _found(town)
        for line in DETAILS:
            assert line in said
        assert "视频" not in said

    played(tmp_path, story)


def test_nothing_private_is_kept_or_shown(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say(
            "9:00", CHEN, "请各村3月20日前报高龄津贴核查表,不报的打13812345678说明情况,通报。"
        )
        assert "13812345678" not in await _found(town)
        kept = town.store.read_sync(
            lambda snapshot: snapshot.execute("select details from mention").fetchall()
        )
        assert "13812345678" not in str(kept)

    played(tmp_path, story)
