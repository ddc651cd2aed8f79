"""Tables under the column names and in the ways of writing a time that people use."""

import pytest

from bot.domain.message import Media
from bot.importers import ProblemKind
from tests.importers.kit import at, messages, problems


@pytest.mark.parametrize(
    "header",
    ["时间,发送人,内容", "发送时间;昵称;消息内容", "消息时间\t发言人\t正文", "sent_at,sender,text",
     "Time,From,Content", '"日期","姓名","内容"'],
)  # fmt: skip
def test_column_names_and_delimiters(header: str) -> None:
    mark = next(mark for mark in ",;\t" if mark in header)
    (message,) = messages(f"{header}\n{mark.join(['2026-06-10 08:12', '周敏', '报名单'])}\n")
    assert (message.sender, message.text, message.sent_at) == ("周敏", "报名单", at(8, 12))
    assert message.number == 1


@pytest.mark.parametrize(
    "written",
    ["2026-06-10 08:12", "2026-06-10 08:12:00", "2026/6/10 8:12", "2026年6月10日 8:12",
     "2026年6月10日8时12分", "2026/6/10 上午8:12", "2026-06-10T08:12:00+08:00",
     "2026-06-10 08:12:00.000", "46183.3416666667", "1781050320", "1781050320000"],
)  # fmt: skip
def test_times(written: str) -> None:
    (message,) = messages(f"时间,内容\n{written},报名单\n")
    assert message.sent_at == at(8, 12)


def test_day_and_clock_in_columns_of_their_own() -> None:
    (message,) = messages("日期,时间,内容\n2026/6/10,8:12,报名单\n")
    assert message.sent_at == at(8, 12)


def test_all_columns() -> None:
    table = (
        "群名,发送时间,昵称,类型,内容,文件名,转发自\n"
        "青石群,2026-06-10 08:12,周敏,文件,,名单.xlsx,县局\n"
        "青石群,2026-06-10 08:13,周敏,图片,[图片],,\n"
        "青石群,2026-06-10 08:14,,系统消息,周敏加入群聊,,\n"
    )
    file, photo, service = messages(table)
    assert (file.group, file.media, file.file_name) == ("青石群", Media.FILE, "名单.xlsx")
    assert file.forwarded_from == "县局"
    assert (photo.media, photo.text) == (Media.PHOTO, "")
    assert (service.service, service.sender) == (True, None)


@pytest.mark.parametrize("text", ["=1+1", "@所有人 报", "+86", "-", "一\n\n二", 'say "好"'])
def test_cells_are_text(text: str) -> None:
    quoted = text.replace('"', '""')
    assert messages(f'时间,内容\n2026-06-10 08:12,"{quoted}"\n')[0].text == text


def test_a_huge_cell() -> None:
    assert len(messages(f"时间,内容\n2026-06-10 08:12,{'报' * 300_000}\n")[0].text) == 300_000


def test_rows_that_are_short_blank_or_undated() -> None:
    table = "时间,内容,发送人\n2026-06-10 08:12,一\n\n,,\n昨天,二,甲\n2026-06-10 08:13,三,甲\n"
    assert [(m.number, m.text) for m in messages(table)] == [(1, "一"), (3, "三")]
    assert [(p.reason, p.line) for p in problems(table)] == [(ProblemKind.BAD_TIME, 5)]


@pytest.mark.parametrize("table", ["时间,电话,地址\n1,2,3\n", "2026-06-10 08:12,周敏,报名单\n"])
def test_a_table_without_its_columns(table: str) -> None:
    (problem,) = problems(table, "名单.csv")
    assert (problem.reason, problem.line) == (ProblemKind.NO_COLUMNS, 1)
    assert problem.detail.startswith(table[:2])
