"""The control API, the sandbox as its own process, and what a page that shows it relies on."""

import asyncio
import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import telegram

from bot.sandbox import membership, people
from bot.sandbox.actions import perform
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Fault, FaultKind, Script, clear, order, take
from bot.sandbox.model import Change
from bot.sandbox.server import Sandbox
from bot.sandbox.world import add_user, chats_of, find_message, history, subscribe
from tests.sandbox.kit import play, scene, until

ROOT = Path(__file__).parents[2]
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url: str, body: Any = None, method: str | None = None) -> Any:
    """Call the control API, or the Bot API as a form's JSON cousin; return the result."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with OPENER.open(request, timeout=10) as answer:
            return json.load(answer)["result"]
    except urllib.error.HTTPError as error:
        with error:
            return json.load(error)


def test_a_process_of_its_own_plays_a_whole_story() -> None:
    with own_process() as (control, api, bot):
        whole_story(control, api, bot)


@contextmanager
def own_process() -> Iterator[tuple[str, str, int]]:
    """The sandbox as a process: its control API, its Bot API with the token, its bot's id."""
    command = [sys.executable, "-m", "bot.sandbox", "--start", "1800000000", "--still"]
    with subprocess.Popen(
        [*command, "--reads-all"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            ready = json.loads(process.stdout.readline())
            yield ready["control"], f"{ready['base']}{ready['token']}", ready["bot"]
        finally:
            process.terminate()


def whole_story(control: str, api: str, bot: int) -> None:
    def do(action: str, **order: Any) -> Any:
        return ask(f"{control}/do", {"action": action, **order})

    boss, li = (do("add_user", first_name=name)["id"] for name in ("镇长", "小李"))
    chat = do("add_supergroup", title="后沟子工作群", owner=boss, members=[li])["id"]
    do("add", chat=chat, user=bot, by=boss)
    do("promote", chat=chat, user=bot, by=boss, rights=["can_pin_messages"])
    said = do("post", chat=chat, who=li, text="请看附件", media=["document", "花名册.xlsx"])
    assert said["document"]["file_name"] == "花名册.xlsx"
    assert ask(f"{control}/clock", {"advance": 60}) == {"now": 1800000060}
    ask(f"{control}/faults", {"kind": "flood", "method": "sendMessage", "retry_after": 3})
    keyboard = {"inline_keyboard": [[{"text": "待办", "callback_data": "mine"}]]}
    message = {"chat_id": chat, "text": "一览", "reply_markup": keyboard}
    assert ask(f"{api}/sendMessage", message)["parameters"] == {"retry_after": 3}
    sent = ask(f"{api}/sendMessage", message)
    assert sent["date"] == 1800000060
    shown = ask(f"{control}/messages?chat={chat}")[-1]
    assert shown["message_id"] == sent["message_id"]
    press = do("press", message=shown["key"], who=li, button="待办")
    assert ask(f"{control}/press/{press['id']}") is None
    ask(f"{api}/answerCallbackQuery", {"callback_query_id": press["id"], "text": "好"})
    assert ask(f"{control}/press/{press['id']}")["text"] == "好"
    do("react", message=said["key"], who=li, emojis=["👍"])
    album = do("post_album", chat=chat, who=li, parts=[["一", ["photo"]], [None, ["voice"]]])
    assert len({part["media_group_id"] for part in album}) == 1
    do("start", who=li, payload="mine")
    assert [c["type"] for c in ask(f"{control}/chats?user={li}")] == ["private", "supergroup"]
    calls = ask(f"{control}/calls?method=sendMessage")
    assert [(c["outcome"], c["fault"]) for c in calls] == [("refused", "flood"), ("ok", None)]
    kinds = {kind for update in ask(f"{api}/getUpdates") for kind in update} - {"update_id"}
    assert kinds == {"my_chat_member", "message", "callback_query"}
    assert do("fly")["ok"] is False
    assert do("post", chat=1, who=li)["error"] == "LookupError: no chat 1"
    ask(f"{control}/faults", {"kind": "error", "times": None})
    assert ask(f"{api}/getMe")["error_code"] == 500
    ask(f"{control}/faults", method="DELETE")
    assert ask(f"{api}/getMe")["id"] == bot


def test_a_new_world_has_the_same_numbers_and_none_of_the_old() -> None:
    with own_process() as (control, api, bot):
        chats = [a_group_is_founded(control, bot)]
        ask(f"{control}/clock", {"advance": 60})
        ask(f"{api}/setMyCommands", {"commands": [{"command": "a", "description": "b"}]})
        ask(f"{api}/setWebhook", {"url": "http://127.0.0.1:1/"})
        ask(f"{control}/faults", {"kind": "error", "times": None})
        assert ask(f"{api}/getMe")["error_code"] == 500
        ask(f"{control}/reset", {})
        assert ask(f"{control}/chats") == ask(f"{control}/calls") == ask(f"{api}/getUpdates") == []
        assert ask(f"{api}/getMyCommands") == []
        assert ask(f"{api}/getMe")["can_read_all_group_messages"]
        chats.append(a_group_is_founded(control, bot))
        assert chats[0] == chats[1]
        joined, said = ask(f"{api}/getUpdates")[:2]
        assert joined["update_id"] == 1
        assert said["message"]["date"] == 1800000060


def a_group_is_founded(control: str, bot: int) -> Any:
    owner = ask(f"{control}/do", {"action": "add_user", "first_name": "镇长"})["id"]
    order = {"action": "add_supergroup", "title": "后沟子工作群", "owner": owner}
    (chat,) = ask(f"{control}/do", [order])
    ask(f"{control}/do", {"action": "add", "chat": chat["id"], "user": bot, "by": owner})
    return chat


def test_a_new_world_ends_the_poll_that_was_open_and_watchers_stay() -> None:
    of = scene()
    told: list[Change] = []
    subscribe(of.world, told.append)

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=50))
        await until(lambda: sandbox.pollers.is_open(of.bot.id))
        sandbox.reset()
        assert await poll == ()
        somebody = add_user(of.world, "镇长")
        people.start(of.world, somebody, of.world.bots[of.bot.id])
        (update,) = await bot.get_updates(timeout=50)
        assert update.message
        assert update.message.text == "/start"

    play(of, story)
    assert [change.what for change in told] == ["message"]


def test_many_things_are_done_in_one_call_up_to_the_first_mistake() -> None:
    with own_process() as (control, api, bot):
        chat = a_group_is_founded(control, bot)["id"]
        owner = ask(f"{control}/messages?chat={chat}")[0]["from"]["id"]
        post = {"action": "post", "chat": chat, "who": owner}
        said = ask(f"{control}/do", [{**post, "text": str(number)} for number in range(500)])
        assert [message["text"] for message in said] == [str(number) for number in range(500)]
        assert ask(f"{api}/getWebhookInfo")["pending_update_count"] == 502
        assert not ask(f"{control}/do", [post | {"text": "501"}, {"action": "fly"}, post])["ok"]
        assert ask(f"{control}/messages?chat={chat}")[-1]["text"] == "501"


def test_a_watcher_is_told_of_each_change_until_it_stops() -> None:
    of = scene()
    told: list[Change] = []
    stop = subscribe(of.world, told.append)
    message = people.post(of.world, of.group, of.li, "一")
    people.edit(of.world, message, "二")
    people.delete(of.world, message)
    assert [change.what for change in told] == ["message", "edit", "delete"]
    assert [change.message.text for change in told if change.message] == ["一", "二", "一"]
    stop()
    people.post(of.world, of.group, of.li, "三")
    assert len(told) == 3


def test_somebodys_chats_come_with_the_latest_first() -> None:
    of = scene()
    people.post(of.world, of.basic, of.boss, "一")
    people.post(of.world, of.group, of.boss, "二")
    assert chats_of(of.world, of.li.id) == [of.group, of.basic]
    membership.leave(of.world, of.group, of.li)
    assert chats_of(of.world, of.li.id) == [of.basic]
    message = history(of.basic)[-1]
    assert find_message(of.basic, message.numbers[of.bot.id]) is message


def test_actions_may_be_performed_without_a_server() -> None:
    of = scene()
    done = perform(of.world, {"action": "join", "chat": of.group.id, "user": of.bot.id})
    assert done is None
    with pytest.raises(LookupError):
        perform(of.world, {"action": "delete", "message": 999})


def test_faults_fall_on_the_calls_they_wait_for() -> None:
    async def story() -> None:
        script = Script()
        order(script, Fault(kind=FaultKind.ERROR, method="sendMessage", chat_id=1, skip=1, times=2))
        order(script, Fault(kind=FaultKind.FLOOD, times=None, method="getChat", retry_after=5))
        taken = [take(script, "sendMessage", {"chat_id": n}, 0.0) for n in (1, 2, "1", 1, 1)]
        assert [bool(fault) for fault in taken] == [False, False, True, True, False]
        assert all(take(script, "getChat", {}, 0.0) for _ in range(9))
        order(script, Fault(kind=FaultKind.FLOOD, retry_after=5, holds=True))
        halted = [take(script, "getMe", {}, now) for now in (10.0, 11.0, 14.5, 15.0)]
        assert [fault.retry_after if fault else None for fault in halted] == [5, 4, 1, None]
        clear(script)
        assert take(script, "getChat", {}, 0.0) is None

    asyncio.run(story())


def test_a_clock_stands_still_or_runs_on() -> None:
    still, running = Clock(100.0, still=True), Clock(100.0)
    still.advance(5)
    assert still() == 105.0
    still.set(50)
    assert still() == 50.0
    assert 100.0 <= running() < 160.0
