"""Numbers that can be "bought": a pretend inventory. Source: Twilio's "AvailablePhoneNumber resources".

Nothing is bought and nothing rings outside this lab; the locality says so.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from voicelab.rest.fields import Fields
from voicelab.rest.inventory import COUNTRIES, Country, Pretend, numbers_of
from voicelab.rest.message import RestResponse, answer
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import formatted

__all__ = ["CAPABILITIES", "ROUTES", "matching"]

KINDS = ("Local", "Mobile", "TollFree", "National", "Voip", "SharedCost", "MachineToMachine")
CAPABILITIES = {"voice": True, "sms": False, "mms": False, "fax": False}
_MOST = 1000  # numbers in a list
_WANTS = ("SmsEnabled", "MmsEnabled", "FaxEnabled", "Beta")
_LETTERS = {letter: str(2 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) // 3) for letter in "ABCDEFGHIJKLMNO"}
_LETTERS |= dict.fromkeys("PQRS", "7") | dict.fromkeys("TUV", "8") | dict.fromkeys("WXYZ", "9")


async def list_countries(ask: Ask) -> RestResponse:
    """The countries that have pretend numbers."""
    countries = [_country_json(ask.tenant, country) for country in COUNTRIES.values()]
    return answer({"countries": countries, "uri": ask.path})


async def fetch_country(ask: Ask) -> RestResponse:
    """One country."""
    return answer(_country_json(ask.tenant, _country(ask["CountryCode"])))


async def list_numbers(ask: Ask) -> RestResponse:
    """The country's numbers of a kind that nobody has in this lab."""
    tenant, kind = ask.tenant, ask["Kind"]
    country = _country(ask["CountryCode"])
    if kind not in KINDS:
        raise not_found("kind of number", kind)
    found = matching(tenant, country, kind, ask.fields)
    return page_of(ask, "available_phone_numbers", found, _number_json, lambda one: one.number)


def matching(tenant: Tenant, country: Country, kind: str, fields: Fields) -> list[Pretend]:
    """The numbers that the filters leave."""
    area = str(fields.whole("AreaCode", 0, 1, 10**6) or "")
    pattern = _pattern(fields.text("Contains").strip())
    region, place = fields.text("InRegion").strip(), fields.text("InLocality").strip()
    fields.flag("VoiceEnabled")
    if any(fields.flag(name) for name in _WANTS):
        return []  # voice is all that a number here can do
    taken = tenant.directory.numbers
    found = (
        one
        for one in numbers_of(country, kind)
        if one.number not in taken
        and (not area or one.number.removeprefix("+1").startswith(area))
        and (pattern is None or pattern.search(one.number))
        and region in ("", one.region)
        and place in ("", one.place)
    )
    return list(islice(found, _MOST))


def _pattern(contains: str) -> re.Pattern[str] | None:
    """Contains: digits, letters as on a keypad, ``*`` for any digit."""
    if not contains:
        return None
    keys = [_LETTERS.get(sign.upper(), sign) for sign in contains if sign.isalnum() or sign == "*"]
    return re.compile("".join(r"\d" if key == "*" else re.escape(key) for key in keys))


def _country(code: str) -> Country:
    country = COUNTRIES.get(code)
    if country is None:
        raise not_found(f"country with pretend numbers (there are {', '.join(COUNTRIES)}) called", code)
    return country


def _country_json(tenant: Tenant, country: Country) -> dict[str, Any]:
    names = {"Local": "local", "Mobile": "mobile", "TollFree": "toll_free"}
    base = ("AvailablePhoneNumbers", country.code)
    return {
        "country_code": country.code,
        "country": country.name,
        "beta": False,
        "uri": tenant.uri(*base),
        "subresource_uris": {names[kind]: tenant.uri(*base, kind) for kind in country.ranges},
    }


def _number_json(one: Pretend) -> dict[str, Any]:
    return {
        "phone_number": one.number,
        "friendly_name": formatted(one.number),
        "iso_country": one.country,
        "locality": f"{one.place} (pretend)",
        "rate_center": "VOICELAB",
        "region": one.region or None,
        "postal_code": None,
        "lata": None,
        "latitude": None,
        "longitude": None,
        "address_requirements": "none",
        "beta": False,
        "capabilities": CAPABILITIES,
    }


ROUTES = [
    Route("GET", "AvailablePhoneNumbers", list_countries),
    Route("GET", "AvailablePhoneNumbers/{CountryCode}", fetch_country),
    Route("GET", "AvailablePhoneNumbers/{CountryCode}/{Kind}", list_numbers),
]
