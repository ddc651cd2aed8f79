"""`make faults FAULT_RUNS=N FAULT_SEED=S`: kill the bot at every boundary and count what is left.

The last line is for machines. FAULT_POLICY=send-then-mark or mark-then-send runs a control.
"""

import logging
import os
import signal
import sys
import tempfile
from pathlib import Path

import structlog

from tests.faults.many import many

_UPDATES_A_RUN, _MOST_UPDATES = 40, 20_000


def main() -> int:
    """Exit code 0 when nothing was lost or came twice, or when a control failed as it must."""
    wanted = int(os.environ.get("FAULT_RUNS", "500"))
    seed = int(os.environ.get("FAULT_SEED", "1"))
    policy = os.environ.get("FAULT_POLICY", "")
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    # Whoever stops us wants the towns and the folder gone as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with (
        tempfile.TemporaryDirectory(prefix="jianfu-faults-") as name,
        many(Path(name), policy, seed) as runs,
    ):
        count = 0 if policy else min(_MOST_UPDATES, wanted * _UPDATES_A_RUN)
        updates = runs.updates(count) if count else None
        flags = None if policy else runs.flags(wanted)
        tally = runs.tally(wanted)
        lost = updates.result() if updates else 0
        gone = flags.result() if flags else 0
    sys.stdout.write(
        f"faults runs={tally.runs} lost={tally.lost} twice={tally.twice}"
        f" orphan_headlines={tally.orphans} updates_lost={lost}\n"
    )
    failed = bool(tally.lost or tally.twice or lost or gone or tally.runs < wanted)
    return int(failed if not policy else not (tally.lost or tally.twice))


if __name__ == "__main__":
    sys.exit(main())
