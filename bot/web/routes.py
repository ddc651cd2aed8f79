"""The table of all ways into the board, and for whom each is."""

from bot.web.pages import (
    audit,
    calendar,
    duplicates,
    events,
    files,
    groups,
    issuers,
    lexicon,
    request_acts,
    requests,
    roles,
    sessions,
    signing,
    today,
    units,
    unsure,
)

ROUTES = (
    *audit.ROUTES,
    *calendar.ROUTES,
    *duplicates.ROUTES,
    *events.ROUTES,
    *files.ROUTES,
    *groups.ROUTES,
    *issuers.ROUTES,
    *lexicon.ROUTES,
    *request_acts.ROUTES,
    *requests.ROUTES,
    *roles.ROUTES,
    *sessions.ROUTES,
    *signing.ROUTES,
    *today.ROUTES,
    *units.ROUTES,
    *unsure.ROUTES,
)
