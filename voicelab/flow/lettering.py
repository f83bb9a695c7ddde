"""How wide words are, roughly and never too narrow: whoever looks at a picture may have another font than we."""

from __future__ import annotations

import unicodedata

__all__ = ["width_of", "wrapped"]

_WIDTHS = {
    **dict.fromkeys("iljI|!.,:;'", 0.36),
    **dict.fromkeys("tfr()[]/\\-“” ", 0.44),
    **dict.fromkeys("mwMW@%…", 1.0),
}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that ``text`` takes at ``size`` pixels, in the widest of the usual fonts."""
    total = 0.0
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x1F000
        total += _WIDTHS.get(letter) or (1.05 if wide else 0.72 if letter.isupper() else 0.64)
    return total * size * (1.1 if bold else 1.0)


def wrapped(text: str, size: float, first: float, rest: float, most: int) -> list[str]:
    """``text`` in lines: the first at most ``first`` pixels wide, others ``rest``, at most ``most`` lines.

    A word that is wider than a line is cut; what does not fit ends in an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        room = rest if lines else first
        longer = f"{line} {word}".strip()
        if width_of(longer, size) <= room:
            line = longer
            continue
        if line or not lines:
            lines.append(line)
        line = _cut(word, size, rest)
    lines.append(line)
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = _cut(lines[-1] + " …", size, rest if most > 1 else first, ends="…")
    return lines


def _cut(word: str, size: float, room: float, ends: str = "") -> str:
    if width_of(word, size) <= room:
        return word
    while word and width_of(word + "…", size) > room:
        word = word[:-1]
    return word.rstrip() + "…"
