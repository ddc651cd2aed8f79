"""The table of all ways into the board, and for whom each is."""

from bot.web.pages import (
    audit,
    events,
    files,
    groups,
    issuers,
    lexicon,
    roles,
    sessions,
    signing,
    today,
    units,
)

ROUTES = (
    *audit.ROUTES,
    *events.ROUTES,
    *files.ROUTES,
    *groups.ROUTES,
    *issuers.ROUTES,
    *lexicon.ROUTES,
    *roles.ROUTES,
    *sessions.ROUTES,
    *signing.ROUTES,
    *today.ROUTES,
    *units.ROUTES,
)
