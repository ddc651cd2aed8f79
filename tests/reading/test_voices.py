"""Who bears a bare nickname is known by what they said before, however long ago it was."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import Message
from bot.domain.reading import Earlier
from bot.reading.reader import read
from bot.reading.thread.memory import THREAD, remembered
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.storage.thread import keep_in_thread, load_thread
from tests.reading.test_issuer import said

LEXICON, CALENDAR = knowledge(Config())
TOWN, VILLAGE, COUNTY = "白杨镇村居工作群", "东河村大家庭", "临溪县县直单位工作群"
BABBLE = [("党政办 小吴", f"各村{day}日前报值班表{day}") for day in range(1, 29)]
SELF = ("小米粒", "各位,我是民政办小凌,低保年审27日前把名单给我")
BARE = ("小米粒", "明天下午三点前把表交过来")


def told(group: str, *lines: tuple[str, str]) -> list[Message]:
    return [said(sender, text, group, place) for place, (sender, text) in enumerate(lines)]


def thread_of(messages: list[Message]) -> list[Earlier]:
    thread: list[Earlier] = []
    for place, message in enumerate(messages):
        at = message.sent_at + timedelta(minutes=place)
        reading = read(message, at, thread, LEXICON, CALENDAR)
        thread = remembered([*thread, Earlier(message=message, reading=reading)])
    return thread


def issuer_after(group: str, *lines: tuple[str, str]) -> str | None:
    (last,) = thread_of(told(group, *lines))[-1:]
    return last.reading.asks[0].issuer


def test_who_said_whose_they_are_is_known_after_a_hundred_messages() -> None:
    assert issuer_after(TOWN, SELF, *BABBLE, *BABBLE, *BABBLE, BARE) == "镇民政办"
    assert issuer_after(TOWN, *BABBLE, BARE) is None


def test_they_are_known_after_a_restart(tmp_path: Path) -> None:
    messages = told(TOWN, SELF, *BABBLE, *BABBLE, *BABBLE)
    thread: list[Earlier] = []

    def keep(tx: Tx) -> None:
        nonlocal thread
        for message in messages:
            reading = read(message, message.sent_at, thread, LEXICON, CALENDAR)
            earlier = Earlier(message=message, reading=reading)
            keep_in_thread(tx, chat_id(tx, "toy:1:-100", TOWN), earlier, THREAD)
            thread = remembered([*thread, earlier])

    with Store.open(tmp_path / "jianfu.db", MIGRATIONS) as store:
        store.run_sync(keep)
        loaded = remembered(store.read_sync(load_thread, "toy:1:-100", None))
    assert [one.reading.voice for one in loaded] == [one.reading.voice for one in thread]
    assert loaded[0].reading.voice
    again = said(*BARE, TOWN, 900)
    found = read(again, again.sent_at, loaded, LEXICON, CALENDAR)
    assert found.asks[0].issuer == "镇民政办"


def test_no_more_people_are_known_than_messages_remembered() -> None:
    many = [(f"昵称{place}", f"各村27日前报防汛值班表{place}") for place in range(90)]
    thread = thread_of(told(TOWN, *many))
    assert len(thread) <= 3 * THREAD


def test_what_another_body_wants_does_not_stick_to_who_passes_it_on() -> None:
    relay = ("小蒲", "转发镇党政办通知:各组长今天下午3点前把没交医保的名单报给我")
    wants = ("小蒲", "镇退役军人站要二组的优待证照片,明天中午12点前发我")
    own = ("小蒲", "承诺书就差你们两个组了,今天下班前一定交")
    assert issuer_after(VILLAGE, relay) == "镇党政办"
    assert issuer_after(VILLAGE, relay, wants) == "镇退役军人站"
    assert issuer_after(VILLAGE, relay, wants, own) == "东河村"


def test_where_a_list_goes_names_the_office_of_who_speaks_of_its_work() -> None:
    text = "各村妇联主席:请在11日前把最美家庭推荐表交到镇妇联,两癌筛查名单微信发我"
    assert issuer_after("日报", ("张晓燕", text)) == "镇妇联"


def test_where_a_list_goes_above_names_nobody_below() -> None:
    own = ("小丁", "各村低保名单3月16日前交镇里,我统一报县民政局,临时救助一并")
    again = ("小丁", "特困供养人员认定表周五前报")
    assert issuer_after(TOWN, own) == "镇民政办"
    assert issuer_after(TOWN, own, again) == "镇民政办"


def test_who_has_no_name_is_not_one_person() -> None:
    own = ("", "我们民政办今天发高龄补贴表,各村3月15日前报")
    assert issuer_after(TOWN, own) == "镇民政办"
    assert issuer_after(TOWN, own, ("", "各企业3月14日前报灭火器检查表")) != "镇民政办"


def test_an_office_is_called_as_the_chat_calls_it() -> None:
    named = ("区网格中心 贺晓岚", "各网格员今天下班前报巡查日志")
    bare = ("小纪", "网格员每天巡查轨迹不少于两小时,网格长今天把巡查日志和走访台账交齐")
    group = "望潮区专职网格员工作群"
    assert issuer_after(group, named, bare) == "区网格中心"


def test_who_leads_a_bureau_is_of_the_one_whose_people_ask() -> None:
    staff = ("县农业农村局 吴倩", "各乡镇今天下班前报春耕进度表")
    assert issuer_after("临溪县农口联络群", staff, ("郝局", "下午三点半开调度会,一把手来")) == (
        "县农业农村局"
    )


@pytest.mark.parametrize(
    ("sender", "group", "issuer"),
    [
        ("会计老秦", "杨树沟村干部组长群", "杨树沟村委会"),
        ("水管员 拴柱", "杨树沟村干部组长群", "杨树沟村委会"),
        ("社区消防王", "云溪街道物业条线", "社区消防站"),
        ("燃气办 毛", "澜溪区住建局—街道住建条线群", "区住建局燃气办"),
        ("防汛办 毛", "澜溪区水利局条线群", "区防汛办"),
        ("县疫控小杨", "金塬县农牧兽医一线", "县疫控中心"),
        ("江队(渔政)", "青石镇海岛片群", "渔政"),
        ("刘会计(东风村)", TOWN, "东风村"),
        ("韦书记", "石榴新居安置区居民群", "社区党支部"),
        ("孟参谋", COUNTY, "县消防大队"),
        ("潘主席", TOWN, "镇人大"),
        ("民政实习 小佟", TOWN, "镇民政办"),
        ("保险小芮", "柳河镇村居工作群", "保险公司"),
    ],
)
def test_a_name_tells_more_than_it_says(sender: str, group: str, issuer: str) -> None:
    assert issuer_after(group, (sender, "明天上午九点开会,各村来一个人")) == issuer


@pytest.mark.parametrize("sender", ["参谋 李", "会计 老秦", "网格员 小贾"])
def test_a_post_of_no_place_is_no_office(sender: str) -> None:
    assert issuer_after(TOWN, (sender, "明天上午九点开会,各村来一个人")) is None
