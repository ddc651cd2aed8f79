"""The table of all ways into the board, and for whom each is."""

from bot.web.pages import (
    calendar,
    duplicates,
    events,
    files,
    request_acts,
    requests,
    sessions,
    signing,
    today,
    unsure,
)

ROUTES = (
    *calendar.ROUTES,
    *duplicates.ROUTES,
    *events.ROUTES,
    *files.ROUTES,
    *request_acts.ROUTES,
    *requests.ROUTES,
    *sessions.ROUTES,
    *signing.ROUTES,
    *today.ROUTES,
    *unsure.ROUTES,
)
