"""发之前看一眼: a draft is looked at in private, before anybody is asked for anything."""

from pathlib import Path

from tests.live.kit import Town, played

CHEN = "民政办-小陈"
DRAFT = "请各村今天下班前报送60岁以上老年人花名册,接龙回复,附现场照片3张。"


async def _begun(town: Town) -> None:
    await town.say("8:30", CHEN, "大家早")
    await town.say("9:00", "卫生院-老钱", "请各村3月16日前报60岁以上老年人名单,报卫生院老钱。")
    await town.say("9:05", "水利站-老吴", "3月13日上午9点在镇三楼会议室开防汛推进会,各村书记参加。")
    await town.tell(CHEN, "/start")


def test_a_pasted_draft_is_looked_at(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        town.turn("14:00")
        await town.tell(CHEN, DRAFT)
        await town.press(CHEN, "发之前看一眼")

    said = played(tmp_path, story).card(CHEN)
    assert "镇卫生院3/12要过同样的数据" in said
    assert "60岁以上老年人名单" in said
    assert "不到一个工作日" in said
    assert "没写要哪些内容" in said
    assert "要接龙" in said
    assert "要拍照" in said
    assert "只给您看" in said


def test_a_meeting_that_clashes_and_lacks_a_place_is_told(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(CHEN, "/草稿 3月13日上午9点半召开低保工作推进会,各村书记参加。")

    said = played(tmp_path, story).card(CHEN)
    assert "会撞:明日9:00有防汛推进会(镇水利站)" in said
    assert "没写在哪里开" in said


def test_a_draft_that_lacks_nothing_is_left_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(
            CHEN, "/草稿 请各村3月20日17点前报送残疾人花名册(姓名、等级、联系人),发民政办邮箱。"
        )

    said = played(tmp_path, story).card(CHEN)
    assert said.startswith("看过了,没有发现")


def test_what_no_notice_is_gets_help_and_nothing_is_kept(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(CHEN, "/草稿")
        assert "粘贴" in town.card(CHEN)
        await town.tell(CHEN, "/草稿 " + DRAFT)
        kept = town.store.read_sync(
            lambda snapshot: snapshot.execute("select count(*) from draft").fetchone()[0]
        )
        assert kept == 0

    played(tmp_path, story)


def test_of_groups_the_writer_is_not_in_nothing_is_told(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        away = {"chat": "toy:1:-200", "title": "白塔镇村居工作群"}
        await town.say("9:20", "残联-小孟", "请各村3月20日前报残疾人台账,报残联。", **away)
        await town.tell(CHEN, "/草稿 请各村3月20日17点前报送残疾人花名册(姓名、等级)到民政办。")

    assert "残联" not in played(tmp_path, story).card(CHEN)


def test_a_forwarded_notice_was_sent_already(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.tell(CHEN, DRAFT, forwarded_from="县民政局")

    town = played(tmp_path, story)
    labels = [b.label for posted in town.platform.posted for row in posted.buttons for b in row]
    assert "发之前看一眼" not in labels
