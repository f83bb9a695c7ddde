"""The hints of a Gather as a grammar for a recogniser that knows only what it is told (JSGF)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from voicelab.speech.letters import SPELL, letter_ipa
from voicelab.speech.normalise import expand
from voicelab.speech.phonemes import to_misaki

__all__ = ["EVERYDAY", "PHONES", "Grammar", "arpabet", "grammar_of", "spotting_grammar"]

EVERYDAY = (
    "yes", "no", "yeah", "yep", "nope", "okay", "correct", "sales", "support", "billing", "operator", "agent",
    "representative", "customer service", "speak to an agent", "help", "repeat", "main menu", "go back", "cancel",
    "stop", "start over", "hello", "goodbye", "thank you", "account", "balance", "orders", "appointment", "hours",
)  # fmt: skip
"""What is understood when a Gather gives no hints and no recogniser of free speech is here."""

_DIGIT_LIST = "zero one two three four five six seven eight nine"
_DIGITS = _DIGIT_LIST.split()
_FIGURE = {word: str(value) for value, word in enumerate(_DIGITS)} | {"oh": "0"}
_MONTH_LIST = "january february march april may june july august september october november december"
_DAY_LIST = "monday tuesday wednesday thursday friday saturday sunday"
_DIGIT_CLASSES = frozenset(
    ["OOV_CLASS_DIGIT_SEQUENCE", "OOV_CLASS_FULLPHONENUM", "OOV_CLASS_POSTALCODE", "FULLPHONENUM", "OPERAND",
     "POSTALCODE", "ADDRESSNUM"]
)  # fmt: skip
_LETTER_CLASSES = frozenset(["OOV_CLASS_ALPHA_SEQUENCE", "OOV_CLASS_ALPHANUMERIC_SEQUENCE"])
_WORD_CLASSES = {"MONTH": _MONTH_LIST.split(), "DAY": _DAY_LIST.split()}

_PHONE_LIST = """
AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH
"""
PHONES = tuple(_PHONE_LIST.split())
_ARPABET = {
    "A": "EY", "I": "AY", "W": "AW", "O": "OW", "Y": "OY", "ʤ": "JH", "ʧ": "CH", "ʃ": "SH", "ʒ": "ZH", "θ": "TH",
    "ð": "DH", "ŋ": "NG", "ɡ": "G", "ɹ": "R", "j": "Y", "h": "HH", "i": "IY", "u": "UW", "ɑ": "AA", "æ": "AE",
    "ɔ": "AO", "ə": "AH", "ʌ": "AH", "ɐ": "AH", "ɛ": "EH", "ɜ": "ER", "ɪ": "IH", "ʊ": "UH", "ᵊ": "AH", "ᵻ": "IH",
    "T": "T", "ɾ": "T", "ʔ": "T", "b": "B", "d": "D", "f": "F", "k": "K", "l": "L", "m": "M", "n": "N", "p": "P",
    "s": "S", "t": "T", "v": "V", "w": "W", "z": "Z",
}  # fmt: skip

# What belongs to no phrase is a string of sounds; the weights were chosen on 50 utterances of two voices and 24
# that are in no grammar (46 of 50 right, 24 of 24 refused).
_ANYTHING, _SOUND, _LONE_FIGURES = 1e-5, 3e-4, 0.05
_ELSE = 1e-2  # 38 of 38 phrases found in two voices' sentences, 6 of 342 where they were not


def arpabet(misaki: str) -> str:
    """Misaki's letters as ARPAbet, ``N AO R TH W IH N D``."""
    joined = misaki.replace("əɹ", "ɜ").replace("ɜɹ", "ɜ")
    return " ".join(_ARPABET[sound] for sound in joined if sound in _ARPABET)


@dataclass(slots=True)
class Grammar:
    """A JSGF grammar, the words it adds to the dictionary, and how its answers are written."""

    jsgf: str
    words: dict[str, str] = field(default_factory=dict)  # word -> ARPAbet
    written: dict[str, str] = field(default_factory=dict)  # phrase as recognised -> as the hint has it
    remarks: list[str] = field(default_factory=list)

    def text(self, recognised: str) -> str:
        """A recognised string of words as SpeechResult has it; '' for what is in no phrase."""
        if not recognised or any(part.startswith("_") for part in recognised.split()):
            return ""
        if recognised in self.written:
            return self.written[recognised]
        parts = recognised.split()
        if all(part in _FIGURE or part.startswith("letter_") for part in parts):
            return "".join(_FIGURE.get(part) or part[-1].upper() for part in parts)
        return recognised  # the beginning of a phrase, in a partial result


def grammar_of(
    hints: Sequence[str], known: Callable[[str], bool], sounds: Callable[[str], str], language: str = "en-US"
) -> Grammar:
    """A grammar that understands ``hints``.

    ``known`` says whether the dictionary has a word, ``sounds`` gives an unknown word in ARPAbet ('' when
    nobody knows). Twilio's class tokens for figures, letters, months and days are understood; others are
    remarked on. Figures are always understood, less eagerly when no hint asks for them.
    """
    grammar = Grammar("")
    figures = letters = not hints
    for hint in hints or EVERYDAY:
        hint = hint.strip()
        if hint.startswith("$"):
            name = hint[1:].upper()
            if name in _DIGIT_CLASSES:
                figures = True
            elif name in _LETTER_CLASSES:
                letters = True
                figures = figures or "NUMERIC" in name
            elif name in _WORD_CLASSES:
                for word in _WORD_CLASSES[name]:
                    grammar.written[word] = word.capitalize()
            else:
                grammar.remarks.append(f"the hint {hint} is not understood here.")
            continue
        _add(grammar, hint, known, sounds, language)
    letters = letters and bool(hints)
    rules = [f"/{1.0 if figures else _LONE_FIGURES}/ <figure>+"]
    if grammar.written:
        rules.append("/1.0/ <phrase>")
    if letters:
        rules.append("/1.0/ (<letter> | <figure>)+")
        grammar.words |= {
            f"letter_{letter}": arpabet(to_misaki(letter_ipa(letter))[0])
            for letter in "abcdefghijklmnopqrstuvwxyz"
        }
    rules.append(f"/{_ANYTHING}/ <anything>+")
    grammar.words |= {f"_{phone.lower()}": phone for phone in PHONES}
    lines = ["#JSGF V1.0;", "grammar gather;", f"public <gather> = {' | '.join(rules)};"]
    lines.append(f"<figure> = {' | '.join([*_DIGITS, 'oh'])};")
    if grammar.written:
        lines.append(f"<phrase> = {' | '.join(grammar.written)};")
    if letters:
        lines.append(
            f"<letter> = {' | '.join(word for word in grammar.words if word.startswith('letter_'))};"
        )
    lines.append(f"<anything> = {' | '.join(f'/{_SOUND}/ _{phone.lower()}' for phone in PHONES)};")
    grammar.jsgf = "\n".join(lines) + "\n"
    return grammar


def spotting_grammar(
    words: str, known: Callable[[str], bool], sounds: Callable[[str], str], language: str = "en-US"
) -> Grammar:
    """A grammar that finds ``words`` among any other sounds; ``written`` is empty when nobody knows how they sound."""
    grammar = Grammar("")
    _add(grammar, words, known, sounds, language)
    grammar.words |= {f"_{phone.lower()}": phone for phone in PHONES}
    lines = ["#JSGF V1.0;", "grammar heard;"]
    lines.append("public <heard> = <anything>* <phrase> <anything>* | <anything>+;")
    lines.append(f"<phrase> = {' | '.join(grammar.written)};")
    lines.append(f"<anything> = {' | '.join(f'/{_ELSE}/ _{phone.lower()}' for phone in PHONES)};")
    grammar.jsgf = "\n".join(lines) + "\n"
    return grammar


def _add(
    grammar: Grammar, hint: str, known: Callable[[str], bool], sounds: Callable[[str], str], language: str
) -> None:
    """Put one phrase into the grammar; figures and letters in it as they are said."""
    words: list[str] = []
    for word in re.findall(rf"{SPELL}[A-Z]|[^\W\d_]+(?:'[^\W\d_]+)?", expand(hint, language)):
        if word.startswith(SPELL):
            name = f"letter_{word[1].lower()}"
            grammar.words[name] = arpabet(to_misaki(letter_ipa(word[1]))[0])
            words.append(name)
            continue
        word = word.lower()
        if not known(word) and word not in grammar.words:
            pronounced = sounds(word)
            if not pronounced:
                grammar.remarks.append(
                    f"nobody here knows how {word!r} sounds; the hint {hint!r} was left out."
                )
                return
            grammar.words[word] = pronounced
        words.append(word)
    if words:
        grammar.written.setdefault(" ".join(words), hint)
