"""The table of all ways into the board, and for whom each is."""

from bot.web.pages import (
    case,
    case_acts,
    case_deciding,
    cases,
    events,
    files,
    office,
    office_acts,
    record_acts,
    records,
    sessions,
    signing,
    today,
)

ROUTES = (
    *case.ROUTES,
    *case_acts.ROUTES,
    *case_deciding.ROUTES,
    *cases.ROUTES,
    *events.ROUTES,
    *files.ROUTES,
    *office.ROUTES,
    *office_acts.ROUTES,
    *record_acts.ROUTES,
    *records.ROUTES,
    *sessions.ROUTES,
    *signing.ROUTES,
    *today.ROUTES,
)
