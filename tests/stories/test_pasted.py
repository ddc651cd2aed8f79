"""Pasted WeChat text: files beside their words, and quotes that are answered."""

import io
from datetime import date, datetime

import pytest

from bot.app import make_digest
from bot.config import Config
from bot.domain.digest import Digest
from bot.importers import PASTED, read_stream
from tests.stories.kit import at

FILE = "[文件] 关于报送2026年一季度重点工作完成情况的通知.pdf"
WORDS = "各镇、各单位:请按照附件要求,于3月18日17:30前将重点工作完成情况报县政府办督查室"
ASKED = (
    "各村:县民政局要求做好高龄津贴年审,请把高龄津贴人员生存认证情况表"
    "于3月14日下班前报民政办邮箱mzb@example.cn"
)
LINE = "- - - - - - - - - - - - - - -"


def pasted(*said: tuple[str, str, str]) -> Digest:
    """The digest of messages (hour, sender, text) as they are copied from a group."""
    text = "\n".join(f"2026-03-12 {hour} {sender}: {words}" for hour, sender, words in said)
    chat = read_stream(io.BytesIO(text.encode()), "-", PASTED, default_day=date(2026, 3, 12))
    digest, _ = make_digest(chat, on=date(2026, 3, 12), config=Config(), data=None)
    assert digest is not None
    return digest


def lines(digest: Digest) -> list[tuple[datetime | None, set[int | str]]]:
    return [
        (line.deadline, {source.number for source in line.sources})
        for part in digest.sections.values()
        for line in part
    ]


@pytest.mark.parametrize("said", [(FILE, WORDS), (WORDS, FILE)])
def test_a_file_and_the_words_beside_it_are_due_when_the_words_say(said: tuple[str, str]) -> None:
    sender = "县政府办-鲁文"
    digest = pasted(("08:10", sender, said[0]), ("08:11", sender, said[1]))
    assert lines(digest) == [(at(18, 17, 30), {1, 2})]


def test_who_quotes_an_ask_and_tells_its_new_time_moves_that_one() -> None:
    quote = f"「民政办王姐:{ASKED[:-18]}」\n{LINE}\n王姐说县里提前了,明天中午12点前"
    digest = pasted(
        ("08:15", "民政办王姐", ASKED),
        ("13:35", "党政办李倩", "提醒:今天下午4点的会,请带上各自的点位清单"),
        ("14:30", "党政办李倩", quote),
        ("14:31", "民政办王姐", "对,刚接到的,改成3月13日中午12点,辛苦各位"),
    )
    assert (at(13, 12), {1, 3, 4}) in lines(digest)
    assert [numbers for _, numbers in lines(digest)].count({2}) == 1


def test_a_quote_of_what_was_said_long_before_moves_it_too() -> None:
    talk = [(f"09:{minute:02}", "柳树村-老李", f"第{minute}组在弄了") for minute in range(25)]
    quote = f"「民政办王姐:{ASKED[:-18]}」\n{LINE}\n县里提前了,明天中午12点前"
    digest = pasted(("08:15", "民政办王姐", ASKED), *talk, ("14:30", "党政办李倩", quote))
    assert lines(digest) == [(at(13, 12), {1, 27})]
