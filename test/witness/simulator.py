"""The simulator as a child process, and its control by HTTP."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from messages import Record

EXPENSE_TYPES = (
    "card-transactions", "connect-transactions", "manual-transactions", "repayments",
    "fees", "adjustments", "daily-rebates", "disputes",
)  # fmt: skip


class Simulator:
    def __init__(self, url: str) -> None:
        self.url = url

    def control(self, operation: str, body: Any = None) -> Any:
        request = Request(f"{self.url}/_control/{operation}", json.dumps({} if body is None else body).encode(), method="POST")
        with urlopen(request) as answer:
            return json.load(answer)

    def requests(self) -> list[dict[str, Any]]:
        """The requests since the log was last set back."""
        with urlopen(f"{self.url}/_control/requests") as answer:
            return json.load(answer)

    def truth(self, stream: str, since: str | None = None) -> list[Record]:
        """Every record as a read with all personal data has to give it now. Of receipts only the keys."""
        if stream != "transactions":
            return self._truth(stream=stream, **({"from": since} if since else {}))
        return [
            {**record, "transaction_source": name}
            for name in EXPENSE_TYPES
            for record in self._truth(stream=stream, type=name)
        ]

    def _truth(self, **parameters: str) -> list[Record]:
        with urlopen(f"{self.url}/_control/truth?{urlencode(parameters)}") as answer:
            return [json.loads(line) for line in answer]


@contextmanager
def running_simulator(entry: Path, options: list[str]) -> Iterator[Simulator]:
    """`entry`: the simulator's compiled main.js. It prints its URL once it listens."""
    process = subprocess.Popen(["node", str(entry), *options], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        url = process.stdout.readline().strip()
        if not url:
            raise RuntimeError("the simulator did not start")
        yield Simulator(url)
    finally:
        process.terminate()
        process.wait(timeout=10)
