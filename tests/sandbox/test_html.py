"""Telegram's own reading of HTML: entities as it gives them, refusals in its words."""

from contextlib import suppress
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.entities import formatted, found_in
from bot.sandbox.html import parse_html, utf16
from bot.sandbox.refusal import Refusal


def shown(html: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, entities = formatted(html, "HTML", None)
    return text, [(e["type"], e["offset"], e["length"]) for e in entities]


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>今日</b>一览", "今日一览", [("bold", 0, 2)]),
        ("<B>今日</B>", None, None),
        ("<strong>一</strong><em>二</em>", "一二", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<u>一</u><s>二</s>", "一二", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ("<ins>一</ins><del>二</del>", "一二", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ("<b>一<i>二</i></b>三", "一二三", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🌧<tg-spoiler>雨</tg-spoiler>", "🌧雨", [("spoiler", 2, 1)]),
        ('<span class="tg-spoiler">雨</span>', "雨", [("spoiler", 0, 1)]),
        ("<blockquote>本周</blockquote>", "本周", [("blockquote", 0, 2)]),
        (
            "<blockquote expandable>本周<b>三件</b></blockquote>",
            "本周三件",
            [("expandable_blockquote", 0, 4), ("bold", 2, 2)],
        ),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", [("blockquote", 0, 2)]),
        ("<code>x<b>y</b></code>", "xy", [("code", 0, 2)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<b>一</b><b>二</b>", "一二", [("bold", 0, 2)]),
        ("<b></b>空", "空", []),
        ("  <b>一</b>二 \n", "一二", [("bold", 0, 1)]),
        ("<b>一</>", "一", [("bold", 0, 1)]),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&#39;&#x4e00;", "1 < 2 && 3 > 2 \"'一", []),
        ("AT&T &copy; &#0; &", "AT&T &copy; &#0; &", []),
        ('<a href="https://t.me/c/1/2">看</a>', "看", [("text_link", 0, 1)]),
        ('<a href="没有">看</a>', "看", []),
        ('<a href="javascript:x">看</a>', "看", []),
        ("<a>example.com</a>", "example.com", [("text_link", 0, 11)]),
    ],
)
def test_html_becomes_text_and_entities(
    html: str, text: str | None, entities: list[tuple[str, int, int]] | None
) -> None:
    if text is None:
        with pytest.raises(Refusal, match="Unmatched end tag"):
            shown(html)
    else:
        assert shown(html) == (text, entities)


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("报表<3天 要", 'Unsupported start tag "3天" at byte offset 6'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("报表<3", "Unclosed start tag at byte offset 6"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<", "Unclosed start tag at byte offset 0"),
        ("<>", 'Unsupported start tag "" at byte offset 0'),
        ("<b>一", 'Can\'t find end tag corresponding to start tag "b"'),
        ("一</b>", "Unexpected end tag at byte offset 3"),
        (
            "<b><i>一</b></i>",
            'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"',
        ),
        ("<b>一</b", "Unclosed end tag at byte offset 6"),
        ("<span>一</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a =1>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_what_telegram_cannot_parse_it_names_with_its_place_in_bytes(
    html: str, problem: str
) -> None:
    with pytest.raises(Refusal) as caught:
        parse_html(html)
    assert caught.value.description == f"Bad Request: can't parse entities: {problem}"


def test_links_are_kept_as_telegram_writes_them() -> None:
    html = '<a href="t.me/c/1/2">一</a><a href="https://example.com">二</a>'
    urls = [entity["url"] for entity in formatted(html, "html", None)[1]]
    assert urls == ["http://t.me/c/1/2", "https://example.com/"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/flag 3", [("bot_command", 0, 5)]),
        ("/flag@jianfu_bot 3", [("bot_command", 0, 16)]),
        ("意见/flag", []),
        ("意见 /flag", [("bot_command", 3, 5)]),
        ("3/16 12:00", []),
        ("请看 https://t.me/c/1/2。", [("url", 3, 18)]),
        ("@xiaoli #防汛 #3", [("mention", 0, 7), ("hashtag", 8, 3)]),
        ("a@b.cn", [("email", 0, 6)]),
    ],
)
def test_a_client_finds_commands_links_and_names(
    text: str, kinds: list[tuple[str, int, int]]
) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in found_in(text)] == kinds


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.text())
def test_escaped_text_comes_through_unchanged(text: str) -> None:
    plain, entities = parse_html(escape(text, quote=False))
    assert plain == text.replace("\0", " ")
    assert entities == []


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet="<>/&;=\"' abia#x1\n报🌧"))
def test_any_text_is_read_or_refused(html: str) -> None:
    with suppress(Refusal):
        text, entities = formatted(html, "HTML", None)
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16(text) for e in entities)
