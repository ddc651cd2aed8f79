"""What people type may be long, marked up, or made to look like something else."""

from pathlib import Path

from bot.domain.case import CaseState
from tests.live.kit import Town, played
from tests.office.kit import LIN, SUN, WANG, case, entered, flag, morning, staffed
from tests.office.test_a_case import decided

MARKED = "<b>好</b>&amp;<a href='https://t.example'>@everyone</a> \u202e反 13900001234 \ud800"


def _plain(town: Town, who: str) -> None:
    said = town.card(who)
    # Our sheets are HTML, our questions are plain text, in which no sign means anything.
    assert "<b>第" not in said or "<a href='" not in said
    assert "@everyone" not in said
    assert "13900001234" not in said
    assert "\u202e" not in said


def test_what_is_typed_stands_as_it_is_and_marks_nothing_up(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await town.press(LIN, "问提出人")
        await town.tell(LIN, MARKED)
        _plain(town, LIN)
        await town.press(LIN, "发出")
        assert "&lt;b&gt;好&lt;/b&gt;" in town.card(LIN)
        _plain(town, LIN)
        town.store.run_sync(lambda tx: tx.execute("update flag_case set state = 'claimed'"))
        await town.tell(LIN, "办理决定 1")
        await town.press(LIN, "建议完善制度")
        for _ in range(3):
            await town.tell(LIN, MARKED)
            _plain(town, LIN)
        await town.press(LIN, "确定")
        _plain(town, LIN)
        await town.press(WANG, "打开")
        _plain(town, WANG)
        await town.press(WANG, "确认")
        await town.tell(WANG, MARKED)
        _plain(town, WANG)
        await town.press(WANG, "确认")
        assert case(town).state is CaseState.ANSWERED
        _plain(town, WANG)
        await town.tell(LIN, "办理单 1")
        _plain(town, LIN)

    played(tmp_path, story)


def test_what_is_too_long_or_empty_is_not_taken_and_may_be_said_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await town.press(LIN, "办理决定")
        await town.press(LIN, "不支持")
        for words in ("很长" * 2500, "长" * 401):
            await town.tell(LIN, words)
            assert "请写在400字以内" in town.card(LIN)
        await town.tell(LIN, "长" * 400)
        assert "依据是什么" in town.card(LIN)
        await town.tell(LIN, "取消")
        assert "没有改动" in town.card(LIN)
        await decided(town)
        await town.press(WANG, "打开")
        for label in ("说明依据", "改期", "确认"):
            await town.press(WANG, label)
            await town.tell(WANG, "很长" * 2500)
            assert "太长了" in town.card(WANG) or "没看懂时间" in town.card(WANG)
            await town.tell(WANG, "取消")
            await town.tell(WANG, "本单位意见")
            await town.press(WANG, "1")
        await town.tell(SUN, "办理单 1")
        await town.press(SUN, "不再等")
        await town.tell(SUN, "很长" * 2500)
        assert "太长了" in town.card(SUN)
        assert case(town).state is CaseState.REMEDYING

    played(tmp_path, story)


def test_a_sheet_that_is_long_goes_on_in_a_further_message(tmp_path: Path) -> None:
    """Six people write much, and answer a question at length; the buttons stand under the end."""

    async def story(town: Town) -> None:
        await staffed(town)
        for number in range(8):
            flag(town, number, text=f"{number}<&>" + "话" * 290)
        await morning(town)
        before = len(town.platform.posted)
        await town.tell(LIN, "接办 1")
        await town.press(LIN, "问提出人")
        await town.tell(LIN, "问" * 400)
        await town.press(LIN, "发出")
        sheets = [one for one in town.platform.posted[before:] if "提出人写" in one.text]
        assert max(len(one.text) for one in sheets) < 4096
        assert town.platform.posted[-1].buttons
        text = "\n".join(one.text for one in town.platform.posted[before:])
        assert sum(f"「{number}&lt;&amp;&gt;话" in text for number in range(8)) == 6

    played(tmp_path, story)


def test_a_notice_that_begins_with_an_office_word_is_still_a_notice(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.tell("阿强", "/start")
        text = "联系人:民政办小陈。请各村明天下班前把低保年审名单报民政办,不得延误"
        await town.tell("阿强", text)
        assert "低保年审名单" in town.card("阿强")

    played(tmp_path, story)


def test_a_forward_is_no_answer_to_what_was_asked(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await town.press(LIN, "问提出人")
        await town.tell(LIN, "请各村明天报台账,水利站", forwarded_from="水利站")
        assert "提出人会看到" not in town.card(LIN)

    played(tmp_path, story)


def test_an_answer_may_begin_like_a_command(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await town.press(LIN, "问提出人")
        for words in ("查过几次?", "时间 是不是太紧?", "改 到几号合适?"):
            await town.tell(LIN, words)
            assert f"提出人会看到:「{words}」" in town.card(LIN)
        await town.tell(LIN, "待办意见")
        assert "待办意见1件" in town.card(LIN)
        await town.press_data(LIN, "case:stop:1")
        await town.tell(LIN, "查照片")
        assert "您和我都在的工作群" in town.card(LIN)

    played(tmp_path, story)
