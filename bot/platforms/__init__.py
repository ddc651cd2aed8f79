"""Chat platforms: their events in, our messages out."""

import os

# python-telegram-bot warns of every span of seconds it hands out unless asked for timedeltas.
os.environ.setdefault("PTB_TIMEDELTA", "true")
