"""What is done on the board is told in the chat, in the same breath, by whoever may do it still."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.domain.review import Move, Notice, NoticeKind
from bot.services import review
from bot.services.office import Office
from bot.services.sessions import person_of, sign_out_everywhere
from bot.storage.connection import Tx
from bot.storage.posts import dismiss
from bot.web.problem import Problem
from tests.office.kit import case, flag, member, morning
from tests.web.conftest import Play
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, Site

Act = Callable[[Tx, Office, int, int, int, datetime], Move]


async def _case(site: Site) -> None:
    flag(site.town, 1, 2, 3)
    await morning(site.town)


def test_a_move_on_a_case_is_told_to_whom_it_concerns(play: Play) -> None:
    async def story(site: Site) -> None:
        await _case(site)
        board, town = site.board, site.town
        who = member(town, COORDINATOR)
        me = town.store.read_sync(person_of, who)
        assert me is not None
        heard = board.bell.count

        def doing(act: Act) -> Callable[[Tx], Move]:
            one = case(town)
            return lambda tx: act(tx, board.office, one.id, one.version, who, board.now())

        claim = doing(review.claim)
        assert (await board.act(me, claim)).refusal is None
        assert (await board.act(me, doing(review.consult))).refusal is None
        assert board.bell.count > heard
        await town.settle()
        assert "第1号" in town.card(CONTACT)
        assert (await board.act(me, claim)).refusal is not None

    play(story)


def test_whoever_lost_their_role_meanwhile_changes_nothing(play: Play) -> None:
    async def story(site: Site) -> None:
        who = member(site.town, COORDINATOR)
        me = site.town.store.read_sync(person_of, who)
        assert me is not None
        await site.town.store.run(dismiss, who, site.town.now)

        def work(tx: Tx) -> None:
            raise AssertionError

        with pytest.raises(Problem):
            await site.board.act(me, work)

    play(story)


def test_what_cannot_be_told_is_not_done(play: Play) -> None:
    async def story(site: Site) -> None:
        who, browser = member(site.town, ADMIN), await site.as_(ADMIN)
        me = site.town.store.read_sync(person_of, who)
        assert me is not None

        def work(tx: Tx) -> Move:
            sign_out_everywhere(tx, who, site.town.now)
            nowhere = Notice(kind=NoticeKind.CONSULTED, case=999, to=(who,))
            return Move(notices=(nowhere,))

        with pytest.raises(AssertionError):
            await site.board.act(me, work)
        assert (await browser.get("/")).status == 200

    play(story)
