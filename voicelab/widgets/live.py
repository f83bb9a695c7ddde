"""A widget whose page talks to the lab itself: it asks the kernel once for its tokens, then needs it no more.

Tokens go to the page in a custom message, when it asks, and never into a trait: saved notebooks keep traits.
"""

from __future__ import annotations

import html
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import anywidget
import traitlets

from voicelab.errors import VoiceLabError, WrongType
from voicelab.widgets.boxes import heed_boxes
from voicelab.widgets.opening import STAND_IN_MIME, Unrecorded

__all__ = ["STAND_IN_MIME", "Credentials", "LiveWidget"]

Credentials = Callable[[], Mapping[str, Any]]
"""Makes what a page needs: ``port`` (the lab's, on the kernel's machine) or ``url`` (a lab elsewhere),
``account_sid``, ``token`` (an access token, for phones) and ``observe_token``. Called on the thread that
handles comm messages."""


class LiveWidget(Unrecorded, anywidget.AnyWidget):
    """The part that all widgets with tokens share."""

    standing = traitlets.Unicode().tag(sync=True)
    """The HTML that stands for the widget, for pages that have its state and no kernel: saved with its state."""

    widget_id = traitlets.Unicode().tag(sync=True)
    """Tells one widget of a page from another; a page's views of it have nothing else in common."""

    def __init__(self, credentials: Credentials, **traits: Any) -> None:
        try:
            super().__init__(**traits)
        except traitlets.TraitError as error:
            raise WrongType(str(error)) from None
        self._credentials = credentials
        self._on_page = False
        self._kept: list[dict[str, Any]] = []
        self.on_msg(self._hear)
        heed_boxes()

    def _hear(self, _widget: Any, content: Any, buffers: list[Any]) -> None:
        """A custom message came from the page."""
        if not isinstance(content, dict):
            return
        if content.get("type") == "credentials":
            self._hand_over()
        else:
            self.page_says(content, buffers)

    def _hand_over(self) -> None:
        try:
            message = {"type": "credentials", **self._credentials()}
        except VoiceLabError as error:
            message = {"type": "credentials", "error": error.message, "cure": error.cure}
        except Exception as error:  # the page must hear of it, whatever it is
            message = {
                "type": "credentials",
                "error": f"The kernel could not make a token: {error}",
                "cure": "",
            }
        self.send(message)
        self._on_page = True
        kept, self._kept = self._kept, []
        for later in kept:
            self.send(later)

    def page_says(self, content: dict[str, Any], buffers: list[Any]) -> None:
        """Something else than a request for credentials came; widgets that expect it override this."""

    def tell_page(self, **message: Any) -> None:
        """Send a command to the page; before a page shows the widget, keep it until one does."""
        if self._on_page:
            self.send(message)
        else:
            self._kept.append(message)

    def rebind(self, credentials: Credentials) -> None:
        """Belong to another lab from now on; a page that shows the widget asks for credentials again."""
        self._credentials = credentials
        self.moved()

    def moved(self) -> None:
        """Tell the page that the lab was started anew: it asks for credentials again."""
        if self._on_page:
            self.send({"type": "moved"})

    at_close: Callable[[], None] | None = None
    """Called once when the widget is closed: what its page was given is taken back then."""

    def close(self) -> None:
        """Close the widget: its pages show it no more, and their tokens are worth nothing."""
        super().close()
        at_close, self.at_close = self.at_close, None
        if at_close is not None:
            at_close()

    # -- without a kernel -------------------------------------------------------------------------------

    picture: Callable[[], str] | None = None
    """Gives HTML (a picture, a table) that stands for the widget; without it the words of ``stand_in`` do."""

    out_of_reach: str = ""
    """Why the page that shows this kernel's outputs cannot show it live, in words: then its stand-in is the output."""

    def stand_in(self) -> tuple[str, str]:
        """A title and a sentence that stand for the widget where it cannot live."""
        return type(self).__name__, "Run the cell again to see it live."

    @traitlets.default("widget_id")
    def _made_up(self) -> str:
        return secrets.token_hex(8)

    @traitlets.default("standing")
    def _words_stand(self) -> str:
        return _card(*self.stand_in())

    def __repr__(self) -> str:
        title, words = self.stand_in()
        return f"<{title}: {words}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The live view, with words and a small card for readers that have no kernel."""
        answer = super()._repr_mimebundle_(**kwargs)
        if answer is None:
            return None
        title, words = self.stand_in()
        data, metadata = answer if isinstance(answer, tuple) else (answer, {})
        if self.out_of_reach:
            words = self.out_of_reach
            drawn = (
                f"{self.picture()}{_card(title, words)}" if self.picture is not None else _card(title, words)
            )
            return {"text/plain": f"{title}: {words}", "text/html": drawn}, {}
        self.standing = self.picture() if self.picture is not None else _card(title, words)
        return {
            **data,
            STAND_IN_MIME: {"title": title},
            "text/plain": f"{title}: {words}",
            "text/html": self.standing,
        }, metadata


_HANDSET = (
    "M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1"
    "A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1z"
)


def _card(title: str, words: str) -> str:
    name = html.escape(title)
    return (
        '<div style="display:flex;gap:12px;align-items:center;border:1px solid #8884;border-radius:12px;'
        'padding:12px 14px;margin:4px 2px;max-width:30em;font:13px/1.5 system-ui,sans-serif">'
        f'<svg role="img" aria-label="{name}" viewBox="0 0 24 24" width="22" height="22" style="flex:none">'
        f'<path d="{_HANDSET}" fill="#16a37b"/></svg>'
        f"<div><b>{name}</b><br>{html.escape(words)}</div></div>"
    )
