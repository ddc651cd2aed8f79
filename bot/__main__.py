"""`python -m bot` is `jianfu`."""

from bot.cli import main

main()
