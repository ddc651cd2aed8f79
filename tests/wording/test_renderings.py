"""One rich day in every form, compared with what was agreed to read well."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from bot.domain.digest import Digest
from bot.domain.request import Source
from bot.wording.digest_json import digest_object
from bot.wording.page import render_body
from bot.wording.plain import render_text
from bot.wording.telegram_html import render_html

SCHEMAS = Path(__file__).parents[2] / "bot" / "data" / "schema"


def address(source: Source) -> str:
    return f"https://chat.invalid/{source.number}"


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return loaded


def accepts(name: str, instance: object) -> bool:
    return Draft202012Validator(schema(name)).is_valid(instance)


def test_as_text(rich_day: Digest, snapshot: SnapshotAssertion) -> None:
    assert render_text(rich_day) == snapshot


def test_as_telegram_html(rich_day: Digest, snapshot: SnapshotAssertion) -> None:
    assert render_html(rich_day, address) == snapshot


def test_as_json(rich_day: Digest, snapshot: SnapshotAssertion) -> None:
    said = digest_object(rich_day)
    Draft202012Validator(schema("digest")).validate(said)
    assert json.dumps(said, ensure_ascii=False, indent=1) == snapshot


def test_as_a_page(rich_day: Digest, snapshot: SnapshotAssertion) -> None:
    page = render_body(rich_day)
    assert page == snapshot
    assert "<script" not in page
    assert "//" not in page


def test_a_quiet_day_has_a_form_everywhere(quiet_day: Digest) -> None:
    (part,) = render_html(quiet_day, address)
    assert part == render_text(quiet_day)
    assert part in render_body(quiet_day)
    assert accepts("digest", digest_object(quiet_day))


def test_all_nine_sections_are_always_there(quiet_day: Digest) -> None:
    sections = digest_object(quiet_day)["sections"]
    assert isinstance(sections, dict)
    assert len(sections) == 9
    assert not any(sections.values())


def test_links_are_left_out_where_a_message_has_no_address(rich_day: Digest) -> None:
    assert "↗" not in "".join(render_html(rich_day, lambda _: None))


def test_an_address_cannot_leave_its_attribute(rich_day: Digest) -> None:
    (part,) = render_html(rich_day, lambda _: 'https://chat.invalid/?a="><b>&c')
    assert len(re.findall(r'href="https://chat.invalid/\?a=&quot;&gt;&lt;b&gt;&amp;c"', part)) > 9


@pytest.mark.parametrize("name", ["digest", "read", "duplicates", "pairs"])
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


ASK = {
    "kind": "report",
    "urgent": False,
    "issuer": "县民政局",
    "title": "老人台账",
    "deadline": "2026-11-24T18:00",
    "starts_at": None,
    "recurs": None,
    "cues": ["F03"],
    "due_for": [{"who": "其他村", "deadline": "2026-06-12T17:00"}],
    "details": {
        "columns": ["姓名", "住址"],
        "forms": ["table", "stamped"],
        "channel": "民政办邮箱",
        "sanction": None,
        "basis": [],
        "addressees": ["各村"],
    },
}
READ = {
    "v": 1,
    "id": "7",
    "what": "notice",
    "unsure": False,
    **ASK,
    "relation": "first",
    "part_of": None,
    "deadline_evidence": {
        "in": "text",
        "span": [3, 8],
        "text": "下班前报来",
        "assumption": "end_of_work",
    },
    "asks": [ASK],
}
DUPLICATE = {
    "v": 1,
    "id": "7",
    "of": "3",
    "relation": "near",
    "score": 0.8,
    "why": "同一份表",
    "request": "r3",
}
PAIR = {"a": "3", "b": "7", "relation": "different", "score": 0}


@pytest.mark.parametrize(
    ("name", "line"), [("read", READ), ("duplicates", DUPLICATE), ("pairs", PAIR)]
)
def test_contract_lines_are_accepted_and_every_key_is_needed(
    name: str, line: dict[str, object]
) -> None:
    assert accepts(name, line)
    assert accepts(name, {"id": None, "error": "这一行不是JSON对象"})
    assert not any(accepts(name, {k: v for k, v in line.items() if k != key}) for key in line)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("read", READ | {"deadline": "2026-11-24T18:00+08:00"}),
        ("read", READ | {"kind": "poll"}),
        ("read", READ | {"asks": [{"kind": "report"}]}),
        ("duplicates", DUPLICATE | {"of": None}),
        ("duplicates", DUPLICATE | {"score": 1.2}),
        ("pairs", PAIR | {"relation": None}),
    ],
)
def test_lines_off_the_contract_are_refused(name: str, line: dict[str, object]) -> None:
    assert not accepts(name, line)
