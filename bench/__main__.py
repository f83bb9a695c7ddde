"""Every measurement, one after another: ``python -m bench``, or ``make bench``."""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = {
    "bench.virtual": "The same engine in virtual time",
    "bench.pictures": "Pictures of calls: a plot of an hour, a live scope",
    "bench.media": "CPU per leg, beside a plain aiortc endpoint in the same run",
}


def main() -> int:
    """Run each in a process of its own, so that none warms up or slows down another."""
    failed = 0
    for module, title in MEASUREMENTS.items():
        print(f"\n## {title}\n", flush=True)
        failed += subprocess.run([sys.executable, "-m", module], check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
