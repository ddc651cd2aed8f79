"""The documents say what the code does: words, commands, and the digest in the README."""

import ast
import re
from pathlib import Path

import pytest

from bot.handlers.commands import named
from tests.refresh_readme import MARK, command_table, demo_text

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")


def test_every_domain_class_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf8")
    for path in (ROOT / "bot" / "domain").glob("*.py"):
        for node in ast.parse(path.read_text("utf8")).body:
            if isinstance(node, ast.ClassDef):
                assert f"`{node.name}`" in glossary


def test_both_readmes_name_the_same_commands() -> None:
    named = [
        set(re.findall(r"`([^`\n]*(?:make|jianfu) [^`\n]*)`", (ROOT / r).read_text("utf8")))
        for r in READMES
    ]
    assert named[0] == named[1]


def test_the_page_of_commands_is_the_table() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf8")
    assert page.split(MARK)[1].strip() == command_table()


@pytest.mark.parametrize("name", [*READMES, "docs/commands.md", "docs/telegram.md"])
def test_documents_name_no_command_that_does_not_exist(name: str) -> None:
    text = (ROOT / name).read_text("utf8")
    said = re.findall(r"「([一-龥]+)(?: [^」]*)?」", text) if "commands" in name else []
    slashed = re.findall(r"`/([a-z一-龥]+)[^`/]*`", text)
    for word in (*said, *slashed):
        assert named(word) or word in ELSEWHERE, word


ELSEWHERE = {"newbot", "setprivacy"}
"""Commands of @BotFather."""


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_the_commands_people_need_first(name: str) -> None:
    text = (ROOT / name).read_text("utf8")
    assert "docs/commands.md" in text
    for word in ("待办", "完成", "查", "收件", "报过没", "单位", "改", "意见", "汇总", "隐私"):
        assert f"「{word}" in text or f"`/{word}" in text, word
    assert "👌" in text
    assert "🤔" in text


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_the_digest_of_the_sample(name: str) -> None:
    shown = (ROOT / name).read_text("utf8").split("```")[1].strip()
    assert shown == demo_text()


def test_both_readmes_show_the_same_pictures() -> None:
    shown = [re.findall(r"\]\(([^)]+\.png)\)", (ROOT / r).read_text("utf8")) for r in READMES]
    assert shown[0] == shown[1]
    assert shown[0]
    assert all((ROOT / picture).is_file() for picture in shown[0])


@pytest.mark.parametrize("name", READMES)
def test_the_readme_says_it_plainly(name: str) -> None:
    text = (ROOT / name).read_text("utf8")
    for sentence in (
        "微信群不能接入机器人,请粘贴或导出聊天记录使用",
        "涉密、敏感信息不得录入",
        "自愿使用,不考核、不通报、不要求安装",
    ):
        assert sentence in text
