"""Say, Play and Pause elements as prompts: what stands alone and inside a Gather is played by the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from voicelab.errors import ApplicationError, DocumentError, Level
from voicelab.twiml.document import Element
from voicelab.verbs.plans import Media, Prompt, Silence, Speech, Tones
from voicelab.verbs.ports import Ports

__all__ = ["perform", "prompt_of", "times"]

_FOREVER = 1000  # what loop="0" means: "until the call hangs up", which the platform bounds


def prompt_of(element: Element, ports: Ports) -> Prompt | None:
    """The prompt that a Say, Play or Pause element asks for; None when it holds nothing to play.

    Raises ApplicationError or DocumentError when its URL cannot be made absolute.
    """
    match element.name:
        case "Say":
            if not element.plain_text.strip():
                return None
            return Speech(element.inner_xml, element.plain_text, element["voice"], element["language"])
        case "Play":
            if digits := element["digits"]:
                return Tones(digits)
            return Media(ports.application.resolve(element.text)) if element.text else None
        case "Pause":
            return Silence(float(element["length"]))
        case name:
            raise ValueError(f"{name} is not a prompt")


def times(element: Element) -> Iterator[int]:
    """Once for each time the prompt is to be played."""
    loop = element["loop"] if element.name in ("Say", "Play") else 1
    yield from range(_FOREVER if loop == 0 else loop)


_NO_SOUND = 13420
_SAYS = range(13510, 13522)  # what is wrong with a Say never ends a document


async def perform(element: Element, ports: Ports, *, no_sound: int = _NO_SOUND) -> None:
    """Play the element as often as it says; sound that cannot be had is told, and the call goes on.

    ``no_sound`` is the code of a file that is none.
    """
    try:
        prompt = prompt_of(element, ports)
        if prompt is not None:
            await _repeat(prompt, element, ports)
    except (ApplicationError, DocumentError) as error:
        code = no_sound if error.code == _NO_SOUND else error.code
        level: Level = "warning" if code in _SAYS else "error"
        ports.application.notify(code, level, error.message, cure=error.cure, element=element)


async def _repeat(prompt: Prompt, element: Element, ports: Ports) -> None:
    for _ in times(element):
        prompt = await _play(prompt, element, ports)


async def _play(prompt: Prompt, element: Element, ports: Ports) -> Prompt:
    """Play it, and return what was played: for a voice or a language that nobody knows, told, the default one."""
    while True:
        try:
            await ports.caller.play(prompt)
            return prompt
        except DocumentError as error:
            if not isinstance(prompt, Speech) or error.code not in (13511, 13512):
                raise
            default = Speech("", "")
            voice = default.voice if error.code == 13511 else prompt.voice
            language = default.language if error.code == 13512 else prompt.language
            if (voice, language) == (prompt.voice, prompt.language):
                raise
            ports.application.notify(error.code, "warning", error.message, cure=error.cure, element=element)
            prompt = replace(prompt, voice=voice, language=language)
