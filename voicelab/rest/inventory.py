"""The pretend numbers that can be "bought", the same in every lab: numbers that nobody really has.

They come from ranges set aside for stories: 555-0100 to 555-0199 of each area code in the United States and
Canada (and the toll-free codes), and Ofcom's numbers for drama in the United Kingdom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["COUNTRIES", "Country", "Pretend", "kind_of", "numbers_of"]


@dataclass(frozen=True, slots=True)
class Pretend:
    """A number that can be had. ``place`` is the area's name."""

    number: str
    country: str
    kind: str
    region: str
    place: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country with pretend numbers. ``ranges`` are, by kind: prefix, how many, region, place."""

    code: str
    name: str
    ranges: dict[str, tuple[tuple[str, int, str, str], ...]]


_FREE = ("800", "833", "844", "855", "866", "877", "888")
_US = {
    "201": ("NJ", "Jersey City"),
    "206": ("WA", "Seattle"),
    "212": ("NY", "New York"),
    "213": ("CA", "Los Angeles"),
    "303": ("CO", "Denver"),
    "305": ("FL", "Miami"),
    "312": ("IL", "Chicago"),
    "404": ("GA", "Atlanta"),
    "415": ("CA", "San Francisco"),
    "503": ("OR", "Portland"),
    "510": ("CA", "Oakland"),
    "512": ("TX", "Austin"),
    "602": ("AZ", "Phoenix"),
    "617": ("MA", "Boston"),
    "702": ("NV", "Las Vegas"),
    "713": ("TX", "Houston"),
    "808": ("HI", "Honolulu"),
    "907": ("AK", "Anchorage"),
}
_CA = {"416": ("ON", "Toronto"), "514": ("QC", "Montreal"), "604": ("BC", "Vancouver")}

COUNTRIES = {
    country.code: country
    for country in (
        Country(
            "US",
            "United States",
            {
                "Local": tuple((f"+1{code}55501", 100, *where) for code, where in _US.items()),
                "TollFree": tuple((f"+1{code}55501", 100, "", "Toll-free") for code in _FREE),
            },
        ),
        Country(
            "CA", "Canada", {"Local": tuple((f"+1{code}55501", 100, *where) for code, where in _CA.items())}
        ),
        Country(
            "GB",
            "United Kingdom",
            {
                "Local": (
                    ("+441632960", 1000, "", "No area"),
                    ("+442079460", 1000, "", "London"),
                    ("+441614960", 1000, "", "Manchester"),
                ),
                "Mobile": (("+447700900", 1000, "", "Mobile"),),
                "TollFree": (("+448081570", 1000, "", "Freephone"),),
            },
        ),
    )
}


def numbers_of(country: Country, kind: str) -> Iterator[Pretend]:
    """The country's numbers of a kind; one of each area in turn, so that the first page shows several."""
    ranges = country.ranges.get(kind, ())
    for count in range(max((many for _, many, _, _ in ranges), default=0)):
        for prefix, many, region, place in ranges:
            if count < many:
                width = len(str(many - 1))
                yield Pretend(f"{prefix}{count:0{width}d}", country.code, kind, region, place)


_KINDS = {
    "TollFree": re.compile(r"\+1(8(00|33|44|55|66|77|88))|\+44(800|808)|\+49800|\+33800|\+61180"),
    "Mobile": re.compile(r"\+447|\+491[567]|\+33[67]|\+614"),
}


def kind_of(number: str) -> str:
    """Whether a number is ``Local``, ``Mobile`` or ``TollFree``, by its first digits."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.match(number)), "Local")
