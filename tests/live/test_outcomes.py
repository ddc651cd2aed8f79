"""What groups hear of cases: outcomes in the digest, advice at the lines it is on, else nothing."""

from dataclasses import replace
from pathlib import Path

from bot.domain.case import CaseState, Outcome
from bot.domain.review import Case, Decision
from bot.services import deciding, review
from tests.flags.kit import who
from tests.flags.town import act, cases, flag, heard, office, withdraw
from tests.live.kit import Town, played

QIANG = "东河村文书-阿强"
CANCEL = Decision(
    outcome=Outcome.CANCEL,
    reason="照片不能代替走访",
    basis="若干规定第三部分",
    feedback="改为随访随记",
)
ADVICE = "减负办建议取消,待确认;确认前请按原通知准备"
LARGE = 40


async def _flagged(town: Town, size: int = LARGE, people: int = 1) -> int:
    """Thursday: people of a group of this size flag a notice, before its digest."""
    town.platform.size = size
    request = await heard(town)
    await town.say("9:05", QIANG, "收到")
    await town.tell(QIANG, "/start")
    await town.tick("9:10")
    for number in range(people):
        assert flag(town, number, request).flag
    await town.tick("17:30")
    return request


async def _decided(town: Town, decision: Decision = CANCEL) -> Case:
    """Friday: it is in the queue, and decided on."""
    member = office(town)
    await town.tick("7:40", days=1)
    (case,) = cases(town, CaseState.PENDING)
    town.turn("9:00")
    act(town, review.claim, case.id, member)
    return act(town, deciding.decide, case.id, member, decision=decision)


def _digests(town: Town) -> list[str]:
    return [text for text in town.shown() if "今日一览" in text]


def _news(town: Town) -> list[list[str]]:
    """The lines of 意见办理 of each digest."""
    return [
        [row for row in text.splitlines() if row.startswith("意见办理")] for text in _digests(town)
    ]


async def _withdrawn(town: Town, at: str) -> None:
    """The issuer gives in."""
    await town.say(at, "民政办-小陈", "走访照片不用发了", reply_to=1)
    await town.tick(at)


def test_advice_stands_at_the_line_until_the_issuer_acts_and_then_the_outcome_is_told(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        await _decided(town)
        await town.tick("9:01")
        assert ADVICE in town.card(QIANG)
        await town.tick("17:30")
        assert ADVICE in _digests(town)[-1]
        await _withdrawn(town, "18:00")
        assert ADVICE not in town.card(QIANG)
        await town.tick("17:30", days=1)

    town = played(tmp_path, story)
    advised = "减负办建议取消,待镇民政办确认;确认前请按原通知准备"
    assert _news(town) == [
        [],
        [f"意见办理:走访照片 → {advised}"],
        ["意见办理:走访照片 → 发布单位已撤回,不用再做"],
    ]
    friday, saturday = _digests(town)[1:]
    assert ADVICE not in friday + saturday, "what was sent is put right when the issuer gives in"
    assert "已撤回" in saturday


def test_the_issuers_words_or_a_refusal_are_told_as_they_are(tmp_path: Path) -> None:
    refused = replace(CANCEL, outcome=Outcome.NOT_UPHELD, feedback="入户核验按规定要有照片")

    async def story(town: Town) -> None:
        await _flagged(town)
        await _decided(town, refused)
        await town.tick("17:30")

    town = played(tmp_path, story)
    assert _news(town)[1] == ["意见办理:走访照片 → 不支持,照常办:入户核验按规定要有照片"]
    assert not any("减负办" in text for text in [*_digests(town), town.card(QIANG)])


def test_a_small_group_hears_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _flagged(town, size=7)
        await _decided(town)
        await town.tick("17:30")
        await _withdrawn(town, "18:00")
        await town.tick("17:30", days=1)

    town = played(tmp_path, story)
    assert _news(town) == [[], []]
    assert not any("减负办" in text for text in [*_digests(town), town.card(QIANG)])


def test_an_outcome_alone_is_worth_a_digest_and_stands_outside_its_sums(tmp_path: Path) -> None:
    explained = replace(CANCEL, outcome=Outcome.EXPLAINED, feedback="只在汛期要")

    async def story(town: Town) -> None:
        town.platform.size = LARGE
        request = await heard(town, text="请各村今天下班前把走访照片发到群里")
        await town.tick("9:10")
        flag(town, 1, request)
        await town.tick("17:30")
        await _decided(town, explained)
        await town.tick("17:30")
        await town.tick("17:30", days=1)

    (_, only) = _digests(played(tmp_path, story))
    assert "没有新通知" in only
    assert "意见办理:走访照片 → 发布单位已说明,照常办:只在汛期要" in only


def test_what_a_late_digest_leaves_out_the_next_one_tells(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _flagged(town)
        await _decided(town)
        # All evening nobody is there; what is due by the next slot is made up for.
        await town.tick("7:10", days=1)
        await town.tick("17:30")

    news = _news(played(tmp_path, story))
    assert [len(rows) for rows in news if rows] == [1]
    assert news[-1]


def test_the_week_tells_its_outcomes_too(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.arrive(town.update(type="membership", role="member"))
        town.platform.admins.add(town.private("老刘"))
        await town.command("老刘", "/setup")
        await town.tell("老刘", "时间 每周五 16:50")
        await _flagged(town)
        await _decided(town)
        await town.tick("16:50")

    (week,) = [text for text in played(tmp_path, story).shown() if "本周一览" in text]
    assert "意见办理:走访照片 → 减负办建议取消" in week


def _told_until_decided(folder: Path, people: int, *, gone: bool) -> list[str]:
    """All that anybody but those who flagged is shown, until and with the decision."""
    folder.mkdir()

    async def story(town: Town) -> None:
        request = await _flagged(town, people=people)
        flag(town, 0, request)
        await town.tick("7:40", days=1)
        late = flag(town, 7, request).flag
        assert late
        if gone:
            withdraw(town, 7, late.id)
        await town.tick("7:50")
        await town.tick("17:30")
        await _decided(town)
        await town.tick("17:30")

    mine = {who(number).private for number in (*range(people), 7)}
    posted = played(folder, story).platform.posted
    return [one.text for one in posted if one.chat not in mine]


def test_until_a_decision_nothing_shows_whether_one_flagged_or_two_or_took_it_back(
    tmp_path: Path,
) -> None:
    once = _told_until_decided(tmp_path / "once", 1, gone=False)
    assert once == _told_until_decided(tmp_path / "twice", 2, gone=False)
    assert once == _told_until_decided(tmp_path / "gone", 1, gone=True)
    assert any("意见办理" in text for text in once)
