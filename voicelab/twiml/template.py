"""``{{Param}}`` in the lab's own documents, filled from the request as TwiML Bins do.

Source: Twilio's "TwiML Bins: templating". Values are escaped for XML, so a caller's name cannot become a verb.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

__all__ = ["fill"]

_PLACE = re.compile(r"\{\{\s*(?:#e\s+)?([A-Za-z_][\w.\-]*)\s*\}\}")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fill(source: str, parameters: Mapping[str, str]) -> str:
    """The document with each ``{{Param}}`` replaced by the parameter's value, empty when it did not come."""

    def value(place: re.Match[str]) -> str:
        text = _NOT_XML.sub("", parameters.get(place[1], ""))
        return escape(text, {'"': "&quot;", "'": "&apos;"})

    return _PLACE.sub(value, source)
