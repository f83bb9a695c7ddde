"""Who calls and who is called, as the parameters From and To write it.

Source: Twilio's "Calls resource: create a call": E.164 numbers, ``client:name?parameter=value``, ``sip:`` URIs.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from voicelab.calls.model import Address, parse_address
from voicelab.errors import RequestError
from voicelab.rest.fields import Fields

__all__ = ["callee", "caller"]

_NAME = 121  # characters of a client's name


def callee(fields: Fields) -> tuple[Address, dict[str, str]]:
    """To, and the custom parameters for a client. RequestError 21201 without one, 21211 for a bad one."""
    text = fields.needed("To", code=21201).strip()
    parameters: dict[str, str] = {}
    if text.lower().startswith("client:"):
        text, _, query = text.partition("?")
        parameters = dict(parse_qsl(query, keep_blank_values=True))
    address = parse_address(text)
    if address.kind in ("sip", "sim"):
        raise RequestError(
            f"{text[:200]} cannot be reached: this lab has no SIP.",
            code=21214,
            cure="Call a number or client:NAME.",
        )
    if address.kind == "unknown" or not _is_name(address):
        raise RequestError(
            f"The 'To' number {text[:200]} is not a valid phone number.",
            code=21211,
            cure="Write it in E.164, such as +15005550006, or client:NAME.",
        )
    return address, parameters


def caller(fields: Fields) -> str:
    """From, or CallerId where it is given. RequestError 21213 without one, 21212 for a bad one."""
    text = fields.needed("From", code=21213).strip()
    text = fields.text("CallerId", code=21212).strip() or text
    address = parse_address(text)
    if address.kind in ("unknown", "sim") or not _is_name(address):
        raise RequestError(
            f"The 'From' number {text[:200]} is not a valid phone number.",
            code=21212,
            cure="Write it in E.164, such as +15005550001, or client:NAME.",
        )
    return str(address)


def _is_name(address: Address) -> bool:
    if address.kind == "number":
        return True
    return 0 < len(address.value) <= _NAME and address.value.isprintable()
