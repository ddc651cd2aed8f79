"""The tables, as migrations that are applied in order and never changed after a release."""

from sqlite_utils import Database, Migrations

from bot.storage.schema_audit import AUDIT
from bot.storage.schema_catalogue import CATALOGUE
from bot.storage.schema_corrections import CORRECTIONS
from bot.storage.schema_details import DETAILS
from bot.storage.schema_effects import EFFECTS
from bot.storage.schema_first import FIRST
from bot.storage.schema_flags import make_flags
from bot.storage.schema_forms import FORMS
from bot.storage.schema_levels import LEVELS, WITHOUT_ADDED, relays_to_levels
from bot.storage.schema_links import LINKS, UNLINKED_SINCE
from bot.storage.schema_live import LIVE
from bot.storage.schema_moves import MOVES
from bot.storage.schema_numbers import number_once
from bot.storage.schema_office import OFFICE
from bot.storage.schema_people import PEOPLE
from bot.storage.schema_repeats import make_repeats
from bot.storage.schema_requests import DUE_FOR, ISSUERS, REQUESTS
from bot.storage.schema_rest import REST
from bot.storage.schema_sealed import seal_what_waits
from bot.storage.schema_sessions import SESSIONS
from bot.storage.schema_submissions import PLACES, SUBMISSIONS
from bot.storage.schema_tiers import TIERS
from bot.storage.schema_words import WORDS

MIGRATIONS = Migrations("jianfu")


@MIGRATIONS()
def m001_messages_and_requests(db: Database) -> None:
    """Chats, messages, requests with their mentions, and the index for finding likely repeats."""
    for statement in FIRST:
        db.conn.execute(statement)


@MIGRATIONS()
def m002_live(db: Database) -> None:
    """The raw inbox, targets, the ledger of deliveries, and what else is to be said."""
    for statement in LIVE:
        db.conn.execute(statement)


@MIGRATIONS()
def m003_people(db: Database) -> None:
    """Members, their units, roles and cards, and what they noted and did."""
    for statement in PEOPLE:
        db.conn.execute(statement)


@MIGRATIONS()
def m004_links(db: Database) -> None:
    """Codes by which one group lets another feed its digest, and links that may be put back."""
    for statement in LINKS:
        db.conn.execute(statement)


@MIGRATIONS()
def m005_corrections(db: Database) -> None:
    """Requests that were merged, corrections with what they taught, and suggestions."""
    for statement in CORRECTIONS:
        db.conn.execute(statement)


@MIGRATIONS()
def m006_submissions(db: Database) -> None:
    """Notices findable by their words; who asked, which units handed in, what was reacted."""
    for statement in SUBMISSIONS:
        db.conn.execute(statement)


@MIGRATIONS()
def m007_flags_and_cases(db: Database) -> None:
    """Flags, cases with their history, who reviews, and what waits to be told."""
    make_flags(db)


@MIGRATIONS()
def m008_sealed(db: Database) -> None:
    """What is said, and to whom, is sealed; so is from whom a private update came."""
    seal_what_waits(db)


@MIGRATIONS()
def m009_office(db: Database) -> None:
    """Invitations into an office, dismissals that can be taken back, mornings that were told."""
    for statement in OFFICE:
        db.conn.execute(statement)


@MIGRATIONS()
def m010_tiers(db: Database) -> None:
    """How soon an answer is due, by reason, as it was changed and by whom."""
    for statement in TIERS:
        db.conn.execute(statement)


@MIGRATIONS()
def m011_sessions(db: Database) -> None:
    """Links into the board that hold for minutes, and who is signed in there."""
    for statement in SESSIONS:
        db.conn.execute(statement)


@MIGRATIONS()
def m012_audit(db: Database) -> None:
    """What people with an office do, for whoever watches over them."""
    for statement in AUDIT:
        db.conn.execute(statement)


@MIGRATIONS()
def m013_requests(db: Database) -> None:
    """Requests listed by what is ahead, by issuer and by state; pairs confirmed by somebody."""
    for statement in REQUESTS:
        db.conn.execute(statement)


@MIGRATIONS()
def m014_repeats(db: Database) -> None:
    """A smaller index of likely repeats; pairs of requests that ask a person."""
    make_repeats(db)


@MIGRATIONS()
def m015_issuers(db: Database) -> None:
    """Requests found by whoever asked for them in any notice."""
    for statement in ISSUERS:
        db.conn.execute(statement)


@MIGRATIONS()
def m016_forms(db: Database) -> None:
    """Approved forms; links and documents that were handed in, and who of a unit may see them."""
    for statement in FORMS:
        db.conn.execute(statement)


@MIGRATIONS()
def m017_unlinked(db: Database) -> None:
    """Since when a link that ended had held, for whoever puts it back."""
    db.conn.execute(UNLINKED_SINCE)


@MIGRATIONS()
def m018_numbers(db: Database) -> None:
    """A request's id is never given to another one."""
    number_once(db)


@MIGRATIONS()
def m019_places(db: Database) -> None:
    """The places that an emergency names, so that a new version of it is known to name others."""
    db.conn.execute("alter table message add column places text")


@MIGRATIONS()
def m020_due_for(db: Database) -> None:
    """Deadlines that a request gives to some alone."""
    for statement in DUE_FOR:
        db.conn.execute(statement)


@MIGRATIONS()
def m021_reasons(db: Database) -> None:
    """Why a notice was taken to speak of a request."""
    db.conn.execute("alter table mention add column because text")


@MIGRATIONS()
def m022_moves(db: Database) -> None:
    """Addresses that groups have left."""
    for statement in MOVES:
        db.conn.execute(statement)


@MIGRATIONS()
def m023_rest(db: Database) -> None:
    """What is over found by its age."""
    for statement in REST:
        db.conn.execute(statement)


@MIGRATIONS()
def m024_details(db: Database) -> None:
    """What each notice wants beside the thing itself."""
    for statement in DETAILS:
        db.conn.execute(statement)


@MIGRATIONS()
def m025_places_and_words(db: Database) -> None:
    """The group in which a unit was seen to hand in; the words of each notice of a request."""
    for statement in (*PLACES, *WORDS):
        db.conn.execute(statement)


@MIGRATIONS()
def m026_catalogue(db: Database) -> None:
    """What a place changed in the catalogue of data items, and what decisions propose for it."""
    for statement in CATALOGUE:
        db.conn.execute(statement)


@MIGRATIONS()
def m027_levels(db: Database) -> None:
    """Places to which events are moved; what each level that passes a request on wants of it."""
    for statement in LEVELS:
        db.conn.execute(statement)
    relays_to_levels(db)
    for statement in WITHOUT_ADDED:
        db.conn.execute(statement)


@MIGRATIONS()
def m028_spared(db: Database) -> None:
    """The words by which a notice calls a part of a request off."""
    db.conn.execute("alter table mention add column spared text")


@MIGRATIONS()
def m029_effects(db: Database) -> None:
    """What each notice made of requests that others had asked, for when it is edited."""
    for statement in EFFECTS:
        db.conn.execute(statement)
