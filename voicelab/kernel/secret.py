"""Secrets that do not show themselves: a notebook keeps what a cell's last line shows."""

from __future__ import annotations

__all__ = ["Secret"]


class Secret(str):
    """Text to be handed on, whose ``repr`` says only what it is. ``str()`` and ``print`` give the text."""

    description: str

    def __new__(cls, text: str, description: str) -> Secret:  # noqa: D102
        secret = super().__new__(cls, text)
        secret.description = description
        return secret

    def __repr__(self) -> str:
        return f"<{self.description}, hidden: it works wherever a str does>"

    def __reduce__(self) -> tuple[type[Secret], tuple[str, str]]:
        return Secret, (str(self), self.description)
