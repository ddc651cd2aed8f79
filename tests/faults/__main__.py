"""`make faults FAULT_RUNS=N FAULT_SEED=S`: kill the bot at every boundary and count what is left.

The last line is for machines. FAULT_POLICY=send-then-mark or mark-then-send runs a control.
"""

import logging
import os
import random
import sys
import time

import structlog

from tests.faults.policies import POLICIES
from tests.faults.runs import Grid, Tally
from tests.faults.server import started
from tests.faults.updates import lost_updates

_UPDATES_A_RUN, _MOST_UPDATES = 40, 20_000


def main() -> int:
    """Exit code 0 when nothing was lost or came twice, or when a control failed as it must."""
    wanted = int(os.environ.get("FAULT_RUNS", "500"))
    seed = int(os.environ.get("FAULT_SEED", "1"))
    policy = os.environ.get("FAULT_POLICY", "")
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    rng, tally, begun = random.Random(seed), Tally(), time.monotonic()
    server, port = started()
    grid = Grid(port, POLICIES[policy])
    for case in grid.cases(rng):
        grid.run(case, rng, tally)
        if tally.runs % 100 == 0:
            sys.stderr.write(f"{tally.runs} runs, {time.monotonic() - begun:.0f} s\n")
        if tally.runs >= wanted:
            break
    lost = 0 if policy else lost_updates(grid, rng, min(_MOST_UPDATES, wanted * _UPDATES_A_RUN))
    server.terminate()
    sys.stdout.write(
        f"faults runs={tally.runs} lost={tally.lost} twice={tally.twice}"
        f" orphan_headlines={tally.orphans} updates_lost={lost}\n"
    )
    failed = bool(tally.lost or tally.twice or lost or tally.runs < wanted)
    return int(failed if not policy else not (tally.lost or tally.twice))


if __name__ == "__main__":
    sys.exit(main())
