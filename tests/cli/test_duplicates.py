"""`jianfu duplicates`: chats played line by line, and what each line is told to repeat."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.kit import jianfu


class Answer(NamedTuple):
    """Which message is repeated, how, and the request it is of."""

    of: str | None
    relation: str | None
    request: str


Said = tuple[str, str, str] | tuple[str, str, str, str]
"""When, by whom, what, and to which message it replies."""


def _lines(said: Iterable[Said]) -> bytes:
    lines = [
        {
            "id": str(number), "sent_at": f"2026-{at}", "group": "清河镇工作群", "sender": by,
            "text": text, **({"reply_to": to[0]} if to else {}),
        }
        for number, (at, by, text, *to) in enumerate(said, start=1)
    ]  # fmt: skip
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _told(*said: Said) -> list[Answer]:
    """The answers to messages."""
    done = jianfu("duplicates", "-", given=_lines(said))
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    return [Answer(row["of"], row["relation"], row["request"]) for row in rows]


def _new(number: int) -> Answer:
    return Answer(None, None, str(number))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("60周岁以上老年人花名册", "80周岁以上老年人花名册"),
        ("第一网格走访记录", "第二网格走访记录"),
        ("3号地块征收清单", "5号地块征收清单"),
        ("8月10日至16日值班表", "8月17日至23日值班表"),
        ("D级危房名单", "C级危房名单"),
        ("医保未缴费名单", "医保已缴费名单"),
        ("孤儿名单", "事实无人抚养儿童名单"),
        ("小学控辍保学名单", "初中控辍保学名单"),
    ],
)
def test_another_of_several_is_a_request_of_its_own(one: str, other: str, tmp_path: Path) -> None:
    """The digest shows both, and what came twice is one thing."""
    texts = [f"请各村8月7日前报送{what},盖章后交党政办。" for what in (one, other, one)]
    said = [(f"08-03T09:0{n}", "镇党政办 李静", text) for n, text in enumerate(texts)]
    assert _told(*said) == [_new(1), _new(2), Answer("1", "same", "1")]
    (path := tmp_path / "said.jsonl").write_bytes(_lines(said))
    digest = json.loads(jianfu("digest", str(path), "--format", "json").stdout)
    titles = sorted(line["title"] for line in digest["sections"]["due_later"])
    assert titles == sorted((one, other))


def test_a_weekly_report_is_new_every_week_and_said_twice_within_one() -> None:
    """上周的已经过了,这周再布置就是新的;同一周里再发一遍,是同一件。"""
    text = "各村今天下班前报本周人居环境整治情况(出动人次、清运垃圾吨数、照片2张)。"
    by = "镇环保办 谢伟"
    found = _told(("03-06T09:00", by, text), ("03-13T09:00", by, text), ("03-13T16:30", by, text))
    assert found == [_new(1), _new(2), Answer("2", "same", "2")]


def test_the_round_after_one_that_is_over_is_new_though_no_period_is_named() -> None:
    by = "镇应急办 刘强"
    monthly = "请各村{}10日前报送安全生产检查台账。"
    assert _told(
        ("03-05T08:00", by, monthly.format("3月")), ("04-05T08:00", by, monthly.format("4月"))
    ) == [_new(1), _new(2)]


def test_a_meeting_of_another_day_is_another_meeting() -> None:
    text = "3月{}日上午9:00在镇四楼会议室召开三资清理工作推进会,请各村书记、文书参加。"
    found = _told(
        ("03-10T09:00", "镇党政办 李静", text.format(11)),
        ("03-11T15:00", "镇党政办 李静", text.format(16)),
    )
    assert found == [_new(1), _new(2)]


def test_a_reminder_that_answers_an_ask_is_of_that_ask() -> None:
    """农机站催自己要的数,不算到党政办后来要的值班表上。"""
    found = _told(
        ("09-14T09:00", "镇农机站 曹斌", "请各村9月16日前统计拖拉机、收割机保有量,填表报农机站。"),
        ("09-14T09:30", "镇党政办 李静", "请各村9月16日前报国庆期间值班表。"),
        ("09-16T10:00", "镇农机站 曹斌", "还没报的村请抓紧,就等你们了。", "1"),
    )
    assert found[2] == Answer("1", "same", "1")


def test_what_a_person_would_be_asked_about_is_a_request_of_its_own() -> None:
    """拿不准的只提示,不并成一件。"""
    found = _told(
        ("03-02T09:00", "镇统计站 罗芳", "请各村统计本村养蜂户数、蜂箱数,3月6日前报统计站。"),
        ("03-03T09:00", "镇统计站 罗芳", "养蜂的各村摸个底,几户、几箱,产多少蜜,3月9日前给我。"),
    )
    assert found[1] == Answer("1", "near", "2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("D级危房名单", "C级危房名单"),
        ("8月10日至16日值班表", "8月17日至23日值班表"),
        ("医保未缴费名单", "医保已缴费名单"),
    ],
)
def test_a_reminder_means_the_form_whose_mark_it_bears(
    one: str, other: str, tmp_path: Path
) -> None:
    texts = [
        f"请各村8月7日前报送{one}。", f"请各村8月7日前报送{other}。",
        f"{one}还差柳树、大湾,请抓紧。",
    ]  # fmt: skip
    said = [(f"08-03T09:0{n}", "镇党政办 李静", text) for n, text in enumerate(texts)]
    assert _told(*said)[2] == Answer("1", "same", "1")
    (path := tmp_path / "said.jsonl").write_bytes(_lines(said))
    digest = json.loads(jianfu("digest", str(path), "--format", "json").stdout)
    told = {line["title"]: len(line["sources"]) for line in digest["sections"]["due_later"]}
    assert told == {one: 2, other: 1}


def test_what_only_may_be_the_same_data_is_not_said_to_everybody(tmp_path: Path) -> None:
    """Of two that name no subject both know, no line says that one list does for both."""
    said = [
        (
            "04-14T08:31",
            "综治中心老赵",
            "@桂花社区刘芳 今天中午12点前把稳控情况写个说明给我,区里催",
        ),
        ("04-14T09:20", "党建办小郑", "各社区,请将一季度“双报到”党员服务情况统计表报一下,周五前"),
    ]
    (path := tmp_path / "said.jsonl").write_bytes(_lines(said))
    digest = json.loads(jianfu("digest", str(path), "--format", "json").stdout)
    assert digest["requests"] == 2
    assert digest["same_data"] == []
