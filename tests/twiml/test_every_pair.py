"""Every element inside every other one, by the documented nesting; and text where there may be none."""

from __future__ import annotations

import pytest
from attribute_rows import NEEDED, WORDS, home_of

from voicelab.twiml.check import examine
from voicelab.twiml.grammar import ELEMENTS, names

_VERBS = (
    "Say Play Pause Gather Record Dial Redirect Hangup Reject Enqueue Leave Connect Start Stop Echo Refer Pay Prompt"
    " Queue Sms"
)
_INLINE = "break emphasis lang phoneme prosody say-as sub w"
DOCUMENTED = {  # which elements may stand in which, as "Nesting" of TwiML for voice has it; every other pair may not
    "VoiceResponse": _VERBS,
    "Gather": "Say Play Pause",
    "Prompt": "Say Play Pause",
    "Dial": "Number Client Conference Queue Sip Sim WhatsApp Application",
    "Client": "Identity Parameter",
    "Sip": "Uri Headers",
    "Headers": "Header",
    "Application": "ApplicationSid Parameter",
    "Enqueue": "Task",
    "Connect": (
        "Stream ConversationRelay VirtualAgent Conversation Room Autopilot AiSession ConversationRelaySession"
    ),
    "Start": "Stream Siprec Transcription Recording",
    "Stop": "Stream Siprec Transcription Recording",
    "Stream": "Parameter",
    "Siprec": "Parameter",
    "Transcription": "Config Parameter",
    "VirtualAgent": "Config Parameter",
    "ConversationRelay": "Language Parameter",
    "Pay": "Prompt Parameter",
    "Refer": "Sip",
    "Reject": "Parameter",
    "Hangup": "Parameter",
    "Say": f"{_INLINE} p s",
    "SsmlLang": f"{_INLINE} p s",
    "SsmlProsody": f"{_INLINE} p s",
    "SsmlP": f"{_INLINE} s",
    "SsmlS": _INLINE,
    "SsmlEmphasis": _INLINE,
    "SsmlW": "break emphasis phoneme prosody say-as sub",
}
CODES = {"Gather": (13320, "warning"), "Dial": (13215, "warning"), "Start": (14300, "error")}
TAKES_TEXT = set(
    str.split(
        "Say Play Dial Number Client Identity Conference Queue Sip SipUri Sim WhatsApp Application ApplicationSid"
        " Enqueue Task Redirect Sms ReferSip Autopilot Room SsmlEmphasis SsmlLang SsmlP SsmlPhoneme SsmlProsody SsmlS "
        "SsmlSayAs SsmlSub SsmlW"
    )
)
# what the helper libraries write text into without a warning of the schema: it is said, as the lab's own advice
_NO_CODE = set(
    str.split(
        "Pause Record Leave Echo Hangup Reject Stream Siprec Recording Parameter Config Language Header"
        " ConversationRelaySession AiSession Conversation SsmlBreak"
    )
)


def written(key: str, inside: str) -> str:
    """A document in which this element, in its proper place, has ``inside`` in it."""
    xml = _element(key, inside)
    while key != "VoiceResponse":
        key = home_of(key)
        xml = _element(key, xml)
    return xml


def _element(key: str, inside: str) -> str:
    spec = ELEMENTS[key]
    attributes = "".join(f' {name}="{value}"' for name, value in NEEDED.get(key, {}).items())
    return f"<{spec.name}{attributes}>{inside}</{spec.name}>"


def _alone(name: str) -> str:
    key = next(key for key, spec in ELEMENTS.items() if spec.name == name)
    attributes = "".join(f' {a}="{v}"' for a, v in NEEDED.get(key, {}).items())
    words = WORDS.get(key, "words" if ELEMENTS[key].text is not None else "")
    return f"<{name}{attributes}>{words}</{name}>"


@pytest.mark.parametrize("parent", ELEMENTS)
def test_every_child(parent: str) -> None:
    """13320 in a Gather, 13215 in a Dial, 14300 in a Start; 12200 elsewhere, and the piece is skipped"""
    documented = DOCUMENTED.get(parent, "").split()
    for child in sorted(names()):
        source = written(parent, _alone(child))
        column = source.index(_alone(child), 1 if child == "Response" else 0) + 1
        here = [found for found in examine(source).findings if found.place.column == column]
        told = [(found.code, found.level) for found in here if "may not stand inside" in found.message]
        assert told == ([] if child in documented else [CODES.get(parent, (12200, "warning"))]), child


@pytest.mark.parametrize("parent", ELEMENTS)
def test_an_unknown_element(parent: str) -> None:
    """12200 everywhere, a warning; but 14300 in a Start, whose nouns are all there is"""
    source = written(parent, "<Ninja/>")
    (found,) = [found for found in examine(source).findings if found.element == "Ninja"]
    assert (found.code, found.level) == (CODES["Start"] if parent == "Start" else (12200, "warning"))
    assert found.place.column == source.index("<Ninja/>") + 1


@pytest.mark.parametrize("parent", ELEMENTS)
def test_an_element_in_the_wrong_case(parent: str) -> None:
    """Names are case-sensitive: wrong case is unknown, and the right name is proposed"""
    for child in DOCUMENTED.get(parent, "").split():
        wrong = child.swapcase()
        found = next(f for f in examine(written(parent, f"<{wrong}/>")).findings if f.element == wrong)
        assert found.code in (12200, 14300) and found.cure == f"Did you mean <{child}>?"


@pytest.mark.parametrize("text", ["stray", "  stray  ", "<![CDATA[stray]]>", "&#115;tray"])
@pytest.mark.parametrize("key", ELEMENTS)
def test_text_where_none_may_be(key: str, text: str) -> None:
    """12200, a warning: the bad piece is skipped, the rest runs"""
    source = written(key, text)
    examined = examine(source)
    told = [found for found in examined.findings if "means nothing" in found.message]
    if key in TAKES_TEXT:
        assert told == []
        return
    assert [(found.code, found.level) for found in told] == [(None if key in _NO_CODE else 12200, "warning")]
    assert examined.document is not None and '"stray"' in told[0].message


@pytest.mark.parametrize("key", ELEMENTS)
@pytest.mark.parametrize("nothing", ["", " \n\t ", "<!-- stray -->", "<?stray in here?>"])
def test_blanks_comments_and_instructions_are_no_text(key: str, nothing: str) -> None:
    """Comments are ignored; documents are indented"""
    assert not [f for f in examine(written(key, nothing)).findings if "means nothing" in f.message]
