"""A small town with a script of a day, its page's API, and visitors who use it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.api import Api
from bot.demo.clockwork import Clockwork
from bot.demo.script import Person, Place, Script, Step
from bot.demo.town import Town
from bot.domain.message import SHANGHAI
from bot.sandbox.model import Chat, Message
from bot.sandbox.server import serving

VILLAGES, LINES = -1002140606611, -1002140606627


def at(day: int, clock: str) -> datetime:
    """A time of June 2026."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 6, day, hour, minute, tzinfo=SHANGHAI)


def _said(day: int, clock: str, who: str, number: int, text: str, **more: Any) -> Step:
    place = "lines" if number > 20000 else "villages"
    return Step(at=at(day, clock), place=place, who=who, number=number, text=text, more=more)


PEOPLE = (
    Person(key="clerk", name="石桥文书阿杰", role="石桥村文书"),
    Person(key="office", name="党政办周敏", role="镇党政办·群管理员"),
    Person(key="tao", name="教育办陶老师", role="镇教育办干部"),
    Person(key="tang", name="青石卫生院小唐", role="镇卫生院医生"),
    Person(key="shi", name="综治中心石磊", role="镇综治中心干部"),
)
STEPS = (
    _said(10, "17:00", "石桥文书阿杰", 10010, "石桥收到"),
    _said(
        10, "17:10", "党政办周敏", 10012, "请各村6月12日(周五)17:00前把低保核查表报镇党政办"
    ),
    _said(
        11,
        "09:05",
        "教育办陶老师",
        10020,
        "各村(社区):接县教育局通知,摸底2026年秋季小学新生。请报2019年9月1日至2020年8月31日出生的儿童花名册,"
        "填姓名、性别、身份证号、户籍地址、监护人姓名和电话、拟就读学校。6月16日下班前发我",
    ),
    _said(11, "09:06", "石桥文书阿杰", 10021, "收到", reply_to=10020),
    _said(
        11,
        "10:45",
        "青石卫生院小唐",
        10030,
        "转县卫健局:为做好入学接种查验,请各村报2019年9月—2020年8月出生儿童名单,"
        "要姓名、出生日期、身份证号、现住址、接种证编号、家长电话,6月15日(周一)下班前报卫生院。",
    ),
    _said(
        11, "11:10", "综治中心石磊", 10040, "请各村把5月以来的督查台账整理好,明天下班前送综治中心"
    ),
    Step(at=at(11, "11:11"), place="villages", who="党政办周敏", what="react", number=10040,
         more={"emoji": "👍"}),
    Step(at=at(11, "11:12"), place="villages", who="综治中心石磊", what="edit", number=10040),
    _said(11, "12:00", "党政办周敏", 20010, "今天的照片", photos=2),
    _said(
        11, "18:40", "综治中心石磊", 10050, "明天要交的督查台账不用报了,县里改看系统数据",
        reply_to=10040,
    ),
)  # fmt: skip
SCRIPT = Script(
    bot={"name": "减负助手", "username": "jianfu_demo_bot"},
    visitor="clerk",
    people=PEOPLE,
    places=(
        Place(
            key="villages",
            number=2140606611,
            title="青石镇村(社区)工作群",
            members=(
                "党政办周敏",
                "石桥文书阿杰",
                "教育办陶老师",
                "青石卫生院小唐",
                "综治中心石磊",
            ),
        ),
        Place(
            key="lines",
            number=2140606627,
            title="青石镇站所条线群",
            members=("党政办周敏", "教育办陶老师"),
        ),
    ),
    steps=STEPS,
    mark="small",
)


class Visitor:
    """Somebody at the page of a town."""

    def __init__(self, town: Town, clock: Clockwork, session: aiohttp.ClientSession) -> None:
        self.town = town
        self.clock = clock
        self.session = session
        self.root = town.sandbox.root

    async def get(self, path: str, **query: Any) -> Any:
        """The JSON at an address."""
        async with self.session.get(self.root + path, params=query) as response:
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        """The answer to JSON."""
        async with self.session.post(self.root + path, json=body) as response:
            return await response.json()

    async def do(self, me: str, do: str, **body: Any) -> Any:
        """Somebody does something."""
        return await self.post("/api/do", me=me, do=do, **body)

    async def move(self, to: str, **more: Any) -> None:
        """The clock moves, to the end of the move."""
        assert await self.post("/api/clock", to=to, **more) == {}
        await self.clock.settled()

    def now(self) -> str:
        """The town's time, as 11 17:30."""
        return f"{self.town.now().astimezone(SHANGHAI):%d %H:%M}"

    def ours(self, chat: Chat) -> list[Message]:
        """What the bot said in a chat."""
        bot = self.town.stage.bot.id
        return [m for m in chat.messages.values() if m.author == bot and not m.is_service]

    def group(self, key: str = "villages") -> list[str]:
        """What the bot said in a group."""
        return [message.text or "" for message in self.ours(self.town.stage.chats[key])]

    def card(self, who: str = "clerk") -> str:
        """What the bot said last to somebody in private."""
        stage = self.town.stage
        private = self.town.world.private[stage.bot.id, stage.keys[who].id]
        return self.ours(private)[-1].text or ""

    def todo(self, who: str = "clerk") -> str:
        """Somebody's newest 我的待办."""
        stage = self.town.stage
        said = self.ours(self.town.world.private[stage.bot.id, stage.keys[who].id])
        return next(one.text for one in reversed(said) if "我的待办 · " in (one.text or "")) or ""


Story = Callable[[Visitor], Awaitable[None]]


@asynccontextmanager
async def visiting(folder: Path, script: Script = SCRIPT) -> AsyncIterator[Visitor]:
    """A town in a folder, and a visitor in it; it has begun."""
    town = Town(folder, script)
    clock = Clockwork(town)
    async with (
        serving(town.sandbox, Api(clock).app()),
        aiohttp.ClientSession() as session,
    ):
        try:
            await clock.begin()
            yield Visitor(town, clock, session)
        finally:
            await clock.close()
            await town.close()


def visit(folder: Path, story: Story, script: Script = SCRIPT) -> None:
    """Play a story in a town."""

    async def run() -> None:
        async with visiting(folder, script) as visitor:
            await story(visitor)

    asyncio.run(run())
