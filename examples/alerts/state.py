"""What each channel was told, in a file that is replaced in one step."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from changes import Memory
from problem import Problem

VERSION = 1


class State:
    def __init__(self, file: Path) -> None:
        self.file = file
        self._content = self._read()
        # A run that cannot remember would tell the same each time.
        self._save()

    def memory(self, channel: str) -> Memory:
        return Memory(**self._content.get(channel, {}))

    def memories(self) -> list[Memory]:
        return [self.memory(channel) for channel in self._content if channel != "version"]

    def remember(self, channel: str, memory: Memory) -> None:
        self._content[channel] = asdict(memory)
        self._save()

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"version": VERSION}
        except OSError as error:
            raise Problem(f"--state: {error.strerror}: {self.file}") from error
        except ValueError:
            content = None
        if not isinstance(content, dict) or content.get("version") != VERSION:
            raise Problem(f"{self.file} is not a state of this job; delete it to begin anew")
        return content

    def _save(self) -> None:
        try:
            handle, name = tempfile.mkstemp(dir=self.file.parent, prefix=f".{self.file.name}.")
            with open(handle, "w", encoding="utf-8") as new:
                json.dump(self._content, new)
                new.flush()
                os.fsync(new.fileno())
            os.replace(name, self.file)
        except OSError as error:
            raise Problem(f"--state: {error.strerror}: {self.file}") from error
