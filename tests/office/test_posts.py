"""Coordinators and contacts are appointed by one-time links, and dismissed."""

from pathlib import Path

from bot.domain.case import Rank
from bot.services.appointing import offer
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import meet
from bot.storage.posts import contacts, name_contact, post_of
from tests.live.kit import Posted, Town, played
from tests.live.test_settings import rows
from tests.office.kit import (
    LIN,
    SUN,
    WANG,
    ZHAO,
    appointed,
    button,
    entered,
    labels,
    member,
    passed_on,
    staffed,
    upper,
)

OTHER = {"chat": "toy:1:-300", "title": "石坳片区群"}


def _post(town: Town, name: str) -> Rank | None:
    found = town.store.read_sync(post_of, member(town, name))
    return found.rank if found else None


def test_the_first_link_makes_an_upper_coordinator_after_a_tap(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        word = town.store.run_sync(offer, None, "县减负办", Rank.UPPER, (), town.now)
        await town.tell(SUN, f"/start post-{word}")
        said = town.card(SUN)
        assert "请您当县减负办的经办人(上级)" in said
        assert "看不到谁提的" in said
        assert labels(town, SUN) == ["接受", "不用"]
        assert rows(town, "post") == []
        kept = str(rows(town, "invitation")) + str(rows(town, "dialogue"))
        assert str(word) not in kept
        await town.press(SUN, "接受")
        assert _post(town, SUN) is Rank.UPPER
        assert rows(town, "invitation") == []
        await town.tell(LIN, f"/start post-{word}")
        assert "用过了、过期了" in town.card(LIN)
        await town.press_data(LIN, "join:yes:-")
        assert _post(town, LIN) is None

    played(tmp_path, story)


def test_a_link_that_is_declined_or_too_old_makes_nobody(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        word = town.store.run_sync(offer, None, "县减负办", Rank.UPPER, (), town.now)
        await town.tell(LIN, f"/start post-{word}")
        await town.press(LIN, "不用")
        await town.press_data(LIN, "join:yes:-")
        assert _post(town, LIN) is None
        await town.tell(SUN, f"/start post-{word}")
        town.turn("9:00", 8)
        await town.press(SUN, "接受")
        assert _post(town, SUN) is None
        await town.tell(SUN, f"/start post-{word}")
        assert "过期了" in town.card(SUN)

    played(tmp_path, story)


def test_once_it_is_settled_an_invitation_has_no_buttons_and_a_second_press_is_answered(
    tmp_path: Path,
) -> None:
    """接受或不用以后,两个按钮都收起来;再点一次,好好说一句。"""

    async def story(town: Town) -> None:
        await upper(town)
        await town.tell(SUN, "联系人 县教育局")
        link = passed_on(town)
        await town.tell(WANG, f"/start {link}")
        asked = _invitation(town)
        no, yes = asked.buttons[0][1], asked.buttons[0][0]
        await town.press(WANG, "不用")
        assert _invitation(town).text == "县教育局的联系人:您没有接受。"
        assert _invitation(town).buttons == ()
        assert "链接在到期前还能用" in town.card(WANG)
        await town.press_data(WANG, no.data or "", number=asked.number)
        assert "要接受,请再点一次链接" in town.card(WANG)
        assert town.store.read_sync(contacts) == []
        await town.tell(WANG, f"/start {link}")
        await town.press(WANG, "接受")
        assert _invitation(town).text == "县教育局的联系人:您已接受。"
        assert "接受" not in labels(town, WANG)
        known = len(town.shown(town.private(SUN)))
        await town.press_data(WANG, yes.data or "", number=asked.number)
        assert town.card(WANG) == "您已经接受过了,不用再点。"
        assert len(town.shown(town.private(SUN))) == known
        town.turn("9:00", 1)
        await town.press_data(WANG, yes.data or "", number=asked.number)
        assert town.card(WANG) == "这个按钮不能用了。要接受,请再点一次链接。"
        assert town.store.read_sync(contacts) == [(member(town, WANG), "县教育局")]

    played(tmp_path, story)


def test_the_buttons_of_one_invitation_do_not_accept_another(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await upper(town)
        await town.tell(SUN, "联系人 县教育局")
        await town.tell(WANG, f"/start {passed_on(town)}")
        first = _invitation(town)
        await town.tell(SUN, "联系人 县水利局")
        await town.tell(WANG, f"/start {passed_on(town)}")
        await town.press_data(WANG, first.buttons[0][0].data or "", number=first.number)
        assert "请再点一次链接" in town.card(WANG)
        await town.press(WANG, "接受")
        assert town.store.read_sync(contacts) == [(member(town, WANG), "县水利局")]

    played(tmp_path, story)


def _invitation(town: Town) -> Posted:
    """The newest invitation to 小王, as it stands by now."""
    return [
        one
        for one in town.platform.posted
        if one.chat == town.private(WANG) and (_ASKED in one.text or _SETTLED in one.text)
    ][-1]


_ASKED, _SETTLED = "请您当", "的联系人:您"


def test_the_list_names_who_does_what_and_groups_are_chosen_by_buttons(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.say("9:30", "阿强", "收到", **OTHER)
        await town.tell(SUN, "经办人")
        await town.press(SUN, "请一位经办人")
        await town.press(SUN, button(town, SUN, "本单位"))
        await town.press(SUN, "复核")
        await town.press(SUN, "选几个群")
        await town.press(SUN, "选好了(0个群)")
        assert "还没有选群" in town.card(SUN)
        await town.press(SUN, "石坳片区群")
        await town.press(SUN, "柳河镇村居工作群")
        await town.press(SUN, "✓柳河镇村居工作群")
        await town.press(SUN, "选好了(1个群)")
        assert "县委督查室的经办人(复核,管1个群)" in town.card(SUN)
        await town.tell("老何", f"/start {passed_on(town)}")
        assert "「石坳片区群」" in town.card("老何")
        assert "柳河镇" not in town.card("老何")
        await town.press("老何", "接受")
        assert "老何接受了" in town.card(SUN)
        await town.tell(SUN, "经办人")
        said = town.card(SUN)
        for words in (
            "县委督查室 · 复核 · 管1个群",
            "镇纪委 · 经办 · 管1个群",
            "民政办:民政办小王",
        ):
            assert words in said
        await town.tell(SUN, "经办人 纪委")
        assert "党政办" not in town.card(SUN)
        await town.press(SUN, button(town, SUN, "纪委小赵"))
        await town.press(SUN, "改管的群")
        await town.press(SUN, "现在的2个群都管")
        assert "镇纪委 · 经办 · 管2个群" in town.card(SUN)

    played(tmp_path, story)


def test_who_is_dismissed_sees_and_does_nothing_until_put_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await town.tell(SUN, "经办人")
        await town.press(SUN, button(town, SUN, "党政办小林"))
        await town.press(SUN, "免去")
        assert "已免去:党政办小林" in town.card(SUN)
        for words in ("待办意见", "办理单 1", "接办 1", "办理决定 1", "经办人", "联系人 教育局"):
            await town.tell(LIN, words)
            assert "走访照片" not in town.card(LIN)
            assert "只有" in town.card(LIN)
        await town.press_data(LIN, "case:open:1")
        assert "走访照片" not in town.card(LIN)
        await town.press(SUN, "撤销")
        await town.tell(LIN, "待办意见")
        assert "您在办" in town.card(LIN)
        town.turn("9:00", 2)
        await town.tell(SUN, "经办人")
        await town.press(SUN, button(town, SUN, "党政办小林"))
        await town.press(SUN, "免去")
        town.turn("9:00", 2)
        await town.press(SUN, "撤销")
        assert "已经不能用了" in town.card(SUN)

    played(tmp_path, story)


def test_a_contact_is_ended_and_put_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.tell(SUN, "经办人")
        await town.press(SUN, button(town, SUN, "免去 民政办"))
        assert town.store.read_sync(contacts) == []
        await town.tell(WANG, "本单位意见")
        assert "还不是发布单位联系人" in town.card(WANG)
        await town.press(SUN, "撤销")
        assert town.store.read_sync(contacts) == [(member(town, WANG), "民政办")]

    played(tmp_path, story)


def test_one_upper_coordinator_always_stays(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await town.press_data(SUN, f"post:drop:{member(town, SUN)}")
        assert "自己不能免去自己" in town.card(SUN)
        await town.tell(SUN, "经办人")
        await town.press(SUN, "请一位经办人")
        await town.tell(SUN, "县减负办")
        await town.press(SUN, "经办")
        await town.press(SUN, "现在的1个群都管")
        await town.tell(SUN, f"/start {passed_on(town)}")
        await town.press(SUN, "接受")
        assert "您是唯一的上级经办人" in town.card(SUN)
        assert _post(town, SUN) is Rank.UPPER

    played(tmp_path, story)


def test_links_of_who_may_not_appoint_any_more_are_void(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await upper(town)
        await appointed(town, ZHAO, "县纪委", "上级")
        await town.tell(ZHAO, "联系人 县教育局")
        link = passed_on(town, ZHAO)
        await town.tell(SUN, "经办人")
        await town.press(SUN, button(town, SUN, "纪委小赵"))
        await town.press(SUN, "免去")
        await town.tell(WANG, f"/start {link}")
        assert "已不是上级经办人" in town.card(WANG)

    played(tmp_path, story)


def test_a_unit_is_named_so_that_it_means_one_body(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await upper(town)
        for words in ("局", "办公室", "@@@", "政府办公室"):
            await town.tell(SUN, f"联系人 {words}")
            assert "请写单位的名称" in town.card(SUN), words
        await town.tell(SUN, "联系人")
        await town.tell(SUN, "县教育局<b>@all" + "很长" * 3000)
        assert "的联系人" in town.card(SUN)
        assert len(town.card(SUN)) < 400

        def names(snapshot: Snapshot) -> list[str]:
            return [row[0] for row in snapshot.execute("select unit from invitation").fetchall()]

        (name,) = town.store.read_sync(names)
        assert len(name) <= 20

    played(tmp_path, story)


def test_a_county_full_of_contacts_fits_into_one_message(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await upper(town)
        town.store.run_sync(_many)
        await town.tell(SUN, "经办人")
        assert len(town.card(SUN)) < 4000
        assert sum(map(len, town.platform.posted[-1].buttons)) <= 100
        assert "还有90位" in town.card(SUN)
        await town.tell(SUN, "经办人 第77局")
        await town.press(SUN, button(town, SUN, "免去"))
        assert "县第77局的联系人" in town.card(SUN)

    played(tmp_path, story)


def _many(tx: Tx) -> None:
    for number in range(120):
        name_contact(tx, meet(tx, f"toy:1:5{number}", f"联系人{number}").id, f"县第{number}局")
