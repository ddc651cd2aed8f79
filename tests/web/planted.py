"""A second group that nobody of the first may know of, and text that tries to run in a page."""

from dataclasses import replace

from bot.domain.case import Rank
from bot.domain.flag import Flagger
from bot.domain.message import Message
from bot.domain.people import Role
from bot.domain.reading import Ask, Kind, Relation
from bot.domain.request import Request
from bot.services import flagging
from bot.storage.connection import Tx
from bot.storage.messages import add_message, chat_id, find_chat
from bot.storage.people import grant, keep_private, keep_unit, meet, seen_in
from bot.storage.posts import appoint, give_chats, keep_size, name_contact
from bot.storage.requests import add_mention, add_request, request_by_id
from bot.storage.targets import add_target
from tests.live.kit import GROUP, Town
from tests.office.kit import case, flag, morning
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, EVERYBODY, MEMBER, NOBODY, UPPER, Site

OTHER, STRANGER = "toy:1:-200", "机密乙老吴"
FOREIGN = "机密乙"
"""Stands in all that is said, asked, raised and named in the other group."""
VOICE = "密语丙"
"""Stands in what a flagger of the first group wrote."""
FLAGGERS = ("toy:1:77", "toy:1:88")
SECRETS = {
    NOBODY: (FOREIGN, VOICE, "走访照片", "河湾村老何"),
    MEMBER: (FOREIGN, VOICE, "走访照片"),
    ADMIN: (FOREIGN, VOICE),
    CONTACT: (FOREIGN, VOICE),
    COORDINATOR: (FOREIGN,),
    UPPER: (),
}
"""What may stand in no answer to somebody; who flagged, in none at all."""
assert set(SECRETS) == set(EVERYBODY)

HOSTILE = (
    "<script>alert(1)</script>",
    '" onx="alert(1)',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</bdi></textarea></title><img src=x onerror=alert(1)>",
    "{{7*7}}{%raw%}",
    "'; drop table request;--",
    "\u202e台账\u202c",
    "&lt;b&gt;&#60;svg/onload=alert(1)>",
)


async def plant(site: Site) -> None:
    """Both groups have a case; in the first all that people write is hostile.

    Its case waits for its issuer.
    """
    town = site.town
    town.store.run_sync(_plant, town)
    flag(town, 1, 2, 3, text=f"{VOICE}{HOSTILE[0]}")
    town.store.run_sync(_raise, town)
    await morning(town)
    browser = await site.as_(COORDINATOR)
    for verb in ("claim", "consult"):
        sent = {"version": str(case(town).version)}
        assert (await browser.post(f"/cases/1/{verb}", sent)).to


def _plant(tx: Tx, town: Town) -> None:
    here = chat_id(tx, GROUP, f"全县工作群{HOSTILE[1]}{HOSTILE[0]}")
    there = chat_id(tx, OTHER, f"{FOREIGN}工作群")
    keep_size(tx, there, 40)
    add_target(tx, OTHER, f"{FOREIGN}工作群", town.now)
    stranger = _met(tx, town, STRANGER, there)
    grant(tx, stranger, there, Role.ADMIN)
    keep_unit(tx, stranger, there, f"{FOREIGN}村")
    clerk = _met(tx, town, f"{FOREIGN}经办", there)
    appoint(tx, clerk, f"{FOREIGN}办", Rank.FIRST)
    give_chats(tx, clerk, [there])
    name_contact(tx, clerk, f"{FOREIGN}局")
    for number in range(3):
        ask(tx, town, there, number, f"{FOREIGN}台账{number}号", f"{FOREIGN}局")
    for number, text in enumerate(HOSTILE, 100):
        ask(tx, town, here, number, f"{text}报送", f"民政办{text}"[:40])
        keep_unit(tx, _met(tx, town, f"书{text}", here), here, text[:40])


def _met(tx: Tx, town: Town, name: str, chat: int) -> int:
    member = meet(tx, town.private(name), name).id
    keep_private(tx, member, town.private(name))
    seen_in(tx, member, chat, None)
    return member


def ask(
    tx: Tx, town: Town, chat: int, number: int, title: str, issuer: str, kind: Kind = Kind.REPORT
) -> Request:
    """Something is asked in a group, and was never said in words."""
    first = request_by_id(tx, 1)
    assert first is not None
    new = replace(first, key=f"planted-{number}", title=title, issuer=issuer, kind=kind,
                  starts_at=town.now if kind is Kind.MEETING else None)  # fmt: skip
    request = add_request(tx, new, "")
    said = Message(group="", number=1000 + number, sent_at=town.now, text=title)
    told = add_message(tx, chat, said, "notice", unsure=False, excerpt=title, origin=None)
    add_mention(
        tx, request.id, told or 0, Relation.FIRST, Ask(kind=kind, title=title, issuer=issuer), ()
    )
    return request


def _raise(tx: Tx, town: Town) -> None:
    """Three people of the other group flag what was asked there."""
    there = find_chat(tx, OTHER)
    asked = tx.execute("select min(id) from request where issuer = ?", [f"{FOREIGN}局"]).fetchone()
    assert there is not None
    for number in (11, 12, 13):
        who = Flagger(address=f"toy:1:77{number:08}", private=f"toy:1:88{number:08}")
        filed = flagging.submit(
            tx, town.live.context.office, who, asked[0], "photo", f"{FOREIGN}也要拍",
            [there.chat], town.now,
        )  # fmt: skip
        assert filed.refusal is None, filed
