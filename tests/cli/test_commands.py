"""The command line as people and programs use it: exit codes, contract lines, clear refusals."""

import json
import re
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.kit import ROOT, jianfu

SAMPLE = ROOT / "bot" / "data" / "sample"


def schema(name: str) -> Any:
    return json.loads((files("bot") / "data" / "schema" / f"{name}.schema.json").read_text("utf8"))


def test_help_is_chinese_and_names_every_command() -> None:
    out = jianfu("--help").stdout.decode()
    assert "今日一览" in out
    for name in ("demo", "digest", "read", "duplicates", "check"):
        assert name in out


def test_half_a_surrogate_pair_in_any_field_keeps_no_digest_from_being_made() -> None:
    line = {
        "id": "1\ud800",
        "sent_at": "2026-03-12T09:00",
        "text": "",
        "group": "群\udfff",
        "sender": "党政办\ud800 小王",
        "forwarded_from": "县民政局\ud800",
        "reply_to": "0\udfff",
        "file_name": "请各村明天下班前报低保名单\udfff.docx",
    }
    done = jianfu("digest", "-", "--format", "json", given=json.dumps(line).encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["notices"] == 1


def test_read_answers_each_line_in_order_and_keeps_the_contract() -> None:
    lines = [
        {
            "id": "1",
            "sent_at": "2026-03-12T09:00",
            "text": "请各村明天下班前报低保名单",
            "group": "g",
        },
        {"id": "2", "sent_at": "2026-03-12T09:01", "text": "收到", "group": "g", "unknown": 1},
        {"id": "3", "sent_at": "2026-03-12T09:02", "text": ""},
        {"id": "4", "sent_at": "2026-02-30T09:02", "text": "x"},
        {"id": "5", "sent_at": "2026-03-12T09:02"},
        {"id": "6", "sent_at": "2026-03-12T09:02:03+08:00", "text": "😀\u2028坏\ud800"},
    ]
    given = b"".join(json.dumps(line).encode() + b"\n" for line in lines) + b"\n\xff\xfe\n[]\n"
    done = jianfu("read", "-", given=given)
    rows = [json.loads(line) for line in done.stdout.split(b"\n") if line]
    assert done.returncode == 2
    assert [r["id"] for r in rows] == ["1", "2", "3", "4", "5", "6", None, None]
    assert ["error" in r for r in rows] == [False, False, False, True, True, False, True, True]
    for found in rows:
        jsonschema.validate(found, schema("read"))
    assert (rows[0]["what"], rows[0]["kind"], rows[0]["deadline"]) == (
        "notice",
        "report",
        "2026-03-13T18:00",
    )
    assert rows[1]["what"] == "receipt"


def test_read_tells_who_is_due_when_where_that_differs() -> None:
    line = {
        "id": "1",
        "sent_at": "2026-03-12T09:00",
        "text": "请东河村、西河村3月13日前报,其他村3月16日前报低保名单。",
    }
    done = jianfu("read", "-", given=json.dumps(line).encode())
    found = json.loads(done.stdout)
    jsonschema.validate(found, schema("read"))
    assert found["deadline"] == "2026-03-13T23:59"
    assert found["due_for"] == [
        {"who": "东河村、西河村", "deadline": "2026-03-13T23:59"},
        {"who": "其他村", "deadline": "2026-03-16T23:59"},
    ]
    assert found["asks"][0]["due_for"] == found["due_for"]


def test_read_tells_what_each_ask_wants_beside_the_thing_itself() -> None:
    line = {
        "id": "1",
        "sent_at": "2026-03-12T09:00",
        "text": "按清发【2026】12号,请各村3月13日前报低保核查表(姓名、住址),发王干事"
        "13812345678@qq.com邮箱,逾期的通报。",
    }
    lines = [line, {**line, "id": "2", "text": "收到"}]
    given = "\n".join(map(json.dumps, lines)).encode()
    first, second = map(json.loads, jianfu("read", "-", given=given).stdout.splitlines())
    for found in (first, second):
        jsonschema.validate(found, schema("read"))
    assert first["details"] == {
        "columns": ["姓名", "住址"],
        "forms": ["table"],
        "channel": "邮箱",
        "sanction": "逾期的通报",
        "basis": ["清发〔2026〕12号"],
        "addressees": ["各村"],
    }
    assert first["asks"][0]["details"] == first["details"]
    assert second["details"] == {
        "columns": [],
        "forms": [],
        "channel": None,
        "sanction": None,
        "basis": [],
        "addressees": [],
    }


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("", "请于3月20日前报低保名单.xlsx", "file_name"),
        ("", " 请于3月20日前报低保名单.xlsx", "file_name"),
        ("各村看一下", "请于3月20日前报低保名单.xlsx", "file_name"),
        ("请于3月20日前报低保名单", "样表.xlsx", "text"),
    ],
)
def test_a_deadline_in_a_file_name_has_its_evidence_there(text: str, name: str, where: str) -> None:
    line = {"id": "1", "sent_at": "2026-03-12T09:00", "text": text, "file_name": name}
    found = json.loads(jianfu("read", "-", given=json.dumps(line).encode()).stdout)
    jsonschema.validate(found, schema("read"))
    assert found["deadline"] == "2026-03-20T23:59"
    evidence = found["deadline_evidence"]
    start, end = evidence["span"]
    assert evidence["in"] == where
    assert line[where][start:end] == evidence["text"] == "3月20日前"


def test_a_clean_read_exits_with_zero() -> None:
    line = b'{"id":"1","sent_at":"2026-03-12T09:00","text":"hi"}'
    assert jianfu("read", "-", given=line).returncode == 0


def test_duplicates_name_the_earlier_message_and_keep_the_contract() -> None:
    texts = [
        "请各村6月15日前上报一季度危房台账",
        "催报:请各村6月15日前上报一季度危房台账",
        "周五开会",
        "坏行",
    ]
    lines = [
        {"id": str(n), "sent_at": f"2026-06-1{n}T09:00", "text": text}
        for n, text in enumerate(texts)
    ]
    del lines[3]["text"]
    done = jianfu(
        "duplicates", "-", given=b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    )
    rows = [json.loads(line) for line in done.stdout.split(b"\n") if line]
    assert done.returncode == 2
    for found in rows:
        jsonschema.validate(found, schema("duplicates"))
    assert [r.get("of") for r in rows] == [None, "0", None, None]
    assert rows[1]["relation"] == "same"


def test_pairs_are_symmetric(tmp_path: Path) -> None:
    data = ROOT / "bench" / "data"
    rows = [json.loads(r) for r in (data / "dev_pairs.jsonl").read_text("utf8").splitlines()][:60]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps({"a": r["a"], "b": r["b"]}) for r in rows))
    back = tmp_path / "back.jsonl"
    back.write_text("\n".join(json.dumps({"a": r["b"], "b": r["a"]}) for r in rows))
    answers = []
    for pairs in (path, back):
        done = jianfu("duplicates", str(data / "dev_requests.jsonl"), "--pairs", str(pairs))
        assert done.returncode == 0
        found = [json.loads(line) for line in done.stdout.split(b"\n") if line]
        for row in found:
            jsonschema.validate(row, schema("pairs"))
        answers.append([(row["relation"], row["score"]) for row in found])
    assert answers[0] == answers[1]


def test_digest_json_keeps_its_schema() -> None:
    done = jianfu(
        "digest", str(SAMPLE / "qingshi_villages.json"), "--on", "2026-06-11", "--format", "json"
    )
    assert done.returncode == 0
    found = json.loads(done.stdout)
    jsonschema.validate(found, schema("digest"))
    keys = [line["key"] for part in found["sections"].values() for line in part]
    assert len(keys) == len(set(keys))


def test_a_paste_is_digested_from_stdin() -> None:
    done = jianfu("digest", "-", given=(SAMPLE / "paste.txt").read_bytes())
    assert done.returncode == 0
    assert "6月10日" in done.stdout.decode()


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("digest", "没有的文件.json"), "打不开"),
        (("digest", "-"), "没有读到任何消息"),
        (("digest", "-", "--on", "昨天"), "日期写法不对"),
        (("read", "没有.jsonl"), "打不开"),
        (("digest",), "用法有误"),
        (("什么",), "用法有误"),
    ],
)
def test_bad_input_is_one_chinese_line_and_code_two(args: tuple[str, ...], word: str) -> None:
    done = jianfu(*args)
    assert done.returncode == 2
    assert word in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_what_was_skipped_is_named_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "群.csv"
    path.write_text("时间,内容\n2026-06-10 08:12,请各村报名单\n没有时间,乙\n", encoding="utf8")
    done = jianfu("digest", str(path))
    assert done.returncode == 0
    assert "群.csv 第3行" in done.stderr.decode()


def test_the_demo_says_where_it_is_and_ends_at_ctrl_c(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "bot", "demo", "--no-open", "--data", str(tmp_path / "town")]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as demo:
        assert demo.stdout is not None
        assert demo.stderr is not None
        said = demo.stdout.readline().decode()
        port = int(re.search(r"http://127\.0\.0\.1:(\d+) ", said)[1])  # type: ignore[index]
        taken = jianfu("demo", "--no-open", "--port", str(port))
        assert taken.returncode == 2
        assert f"端口{port}用不了" in taken.stderr.decode()
        demo.send_signal(signal.SIGINT)
        assert demo.wait(30) == 0
        assert demo.stderr.read() == b""


def test_check_is_well_here() -> None:
    assert jianfu("check").returncode == 0
