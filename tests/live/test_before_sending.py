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


async def _look(town: Town, draft: str) -> str:
    await town.tell(CHEN, f"/草稿 {draft}")
    return town.card(CHEN)


def test_each_ask_of_a_draft_is_looked_at(tmp_path: Path) -> None:
    """一条通知布置几件事:哪一件有要改的,就写哪一件。"""

    async def story(town: Town) -> None:
        await _begun(town)
        said = await _look(
            town, "一、请各村今天下班前报80岁以上老人名单。二、3月13日上午9点开会,各村书记参加。"
        )
        assert "「80岁以上老人名单」时间紧" in said
        assert "会撞:明日9:00有防汛推进会(镇水利站)" in said
        assert "「开会」还缺:没写在哪里开" in said

    played(tmp_path, story)


def test_what_begins_every_week_clashes(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.say("9:06", "党政办-小王", "每周五上午9点在镇二楼开例会,各村书记参加。")
        once = await _look(town, "3月20日上午9点半在镇四楼召开低保推进会,各村书记参加。")
        assert "会撞:3/20 9:00有例会(镇党政办)" in once
        later = await _look(town, "3月20日上午11点在镇四楼召开低保推进会,各村书记参加。")
        assert "会撞" not in later
        weekly = await _look(town, "每周五上午9点半在镇四楼开低保例会,各村书记参加。")
        assert "会撞:明日9:00有防汛推进会(镇水利站)" in weekly
        assert "没写几点开始" not in weekly

    played(tmp_path, story)


def test_nobody_is_asked_for_what_was_taken_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        await town.say("9:10", "卫生院-老钱", "60岁以上老年人名单不用报了")
        said = await _look(
            town, "请各村3月20日17点前报送60岁以上老年人花名册(姓名、住址)到民政办。"
        )
        assert "要过同样的数据" not in said

    played(tmp_path, story)


def test_a_day_that_is_past_is_told_as_past(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _begun(town)
        said = await _look(town, "请各村3月10日前报送残疾人花名册(姓名、等级)到民政办。")
        assert "写的时间(3/10)已经过了" in said
        assert "没写什么时候" not in said
        said = await _look(town, "3月10日上午9点在镇四楼召开低保推进会,各村书记参加。")
        assert "写的时间(3/10 9:00)已经过了" in said
        assert "没写几点开始" not in said
        said = await _look(town, "请各村尽快报送残疾人花名册(姓名、等级)到民政办。")
        assert "没写什么时候前办好" in said

    played(tmp_path, story)
