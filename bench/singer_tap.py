"""The tap of test/singer with the schema of this connector's bookings, so that it sends whole records as taps do."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "test" / "singer"))
sys.dont_write_bytecode = True

from tap import Bookings, TapNavan  # noqa: E402

Bookings.schema = json.loads((ROOT / "resources" / "schemas" / "bookings.json").read_text(encoding="utf-8"))

if __name__ == "__main__":
    TapNavan.cli()
