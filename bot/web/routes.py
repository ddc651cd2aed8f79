"""The table of all ways into the board, and for whom each is."""

from bot.web.pages import events, files, sessions, signing, today

ROUTES = (
    *events.ROUTES,
    *files.ROUTES,
    *sessions.ROUTES,
    *signing.ROUTES,
    *today.ROUTES,
)
