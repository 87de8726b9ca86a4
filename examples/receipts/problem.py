"""What ends a run, and what fails one receipt."""

from __future__ import annotations


class Problem(Exception):
    """The run can't continue. Its text holds neither a link nor a secret."""


class Failure(Exception):
    """One receipt can't be had. Its text never holds the link, which opens the receipt."""

    def __init__(self, reason: str, *, is_dead: bool = False, is_temporary: bool = False) -> None:
        super().__init__(reason)
        self.is_dead = is_dead
        self.is_temporary = is_temporary
