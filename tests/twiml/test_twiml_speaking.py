"""Say, Play, Pause and the SSML elements: their attributes, as the TwiML pages have them."""

import pytest
from attribute_rows import Row, assert_complete, cases, find, identify, prove, write

from voicelab.twiml.check import examine

TABLE = {
    "Say": [
        Row(
            "voice",
            "man, woman, alice, Polly.*, Google.*; man",
            "Polly.Joanna-Neural",
            "Polly.Joanna-Neural",
            "man",
            "Bob",
            13511,
        ),
        Row("language", "BCP 47; en-US", "fr-FR", "fr-FR", "en-US", "klingon", 13512),
        Row("loop", "0 or more, 0 until hang-up; 1", "0", 0, 1, "-1", 13510),
    ],
    "Play": [
        Row("loop", "0 or more, 0 until hang-up; 1", "3", 3, 1, "often", 13410),
        Row("digits", "0-9 A-D # * w W; none", "ww1W2#*A", "ww1W2#*A", None, "12a", 13430),
    ],
    "Pause": [Row("length", "more than 0; 1", "10", 10, 1, "0", 13910)],
    "SsmlBreak": [
        Row("strength", "none to x-strong", "x-weak", "x-weak", None, "huge"),
        Row("time", "a time", "100ms", "100ms", None, "soon"),
    ],
    "SsmlEmphasis": [Row("level", "strong moderate reduced", "strong", "strong", "moderate", "loud")],
    "SsmlLang": [Row("xml:lang", "a language", "fr-FR", "fr-FR", None, "xx-XX")],
    "SsmlP": [],
    "SsmlPhoneme": [
        Row("alphabet", "ipa, x-sampa, x-amazon-*", "x-sampa", "x-sampa", "ipa", "abc"),
        Row("ph", "a pronunciation", "pɪˈkɑːn", "pɪˈkɑːn"),
    ],
    "SsmlProsody": [
        Row("volume", "a word or dB", "-6dB", "-6dB", None, "noisy"),
        Row("rate", "a word or percent", "85%", "85%", None, "quick"),
        Row("pitch", "a word or percent", "-10%", "-10%", None, "up"),
    ],
    "SsmlS": [],
    "SsmlSayAs": [
        Row("interpret-as", "characters ... telephone", "telephone", "telephone", None, "poem"),
        Row("format", "mdy ... yyyymmdd", "yyyymmdd", "yyyymmdd", None, "ddd"),
    ],
    "SsmlSub": [Row("alias", "the words to speak", "other", "other")],
    "SsmlW": [Row("role", "a part of speech", "amazon:VB", "amazon:VB")],
}


@pytest.mark.parametrize(("key", "row"), cases(TABLE), ids=identify)
def test_attribute(key: str, row: Row) -> None:
    """Say: voice, language, loop. Play: loop, digits. Pause: length. SSML: as the helper library has it."""
    prove(key, row)


def test_every_attribute_has_a_row() -> None:
    assert_complete(TABLE)


@pytest.mark.parametrize(
    ("attribute", "bad", "code"),
    [("voice", "Bob", 13321), ("loop", "x", 13322), ("language", "klingon", 13512)],
)
def test_say_inside_gather_has_codes_of_its_own(attribute: str, bad: str, code: int) -> None:
    """13321 and 13322: Gather->Say, invalid voice and loop."""
    found = examine(
        f'<Response><Gather action="/g"><Say {attribute}="{bad}">a</Say></Gather></Response>'
    ).findings
    assert [finding.code for finding in found] == [code]


def test_say_without_words_is_skipped() -> None:
    """13520: empty text, skip."""
    examined = examine("<Response><Say/><Say> </Say><Say>spoken</Say></Response>")
    assert [finding.code for finding in examined.findings] == [13520, 13520]
    assert examined.document is not None
    assert [verb.text for verb in examined.document.verbs] == ["spoken"]


def test_say_takes_4096_characters() -> None:
    """The limit of Say is about 4096 characters (13521), a warning; it is spoken all the same."""
    assert examine(write("Say", {}, "a" * 4096)).findings == ()
    examined = examine(write("Say", {}, "a" * 4097))
    assert [(finding.code, finding.level) for finding in examined.findings] == [(13521, "warning")]
    assert len(find("Say", examined).text) == 4097


def test_ssml_is_kept_as_xml_and_the_words_as_text() -> None:
    inside = 'Tom &amp; <emphasis level="strong">Jerry <break time="1s"/></emphasis> &lt;3'
    say = find("Say", examine(write("Say", {"voice": "Polly.Amy"}, inside)))
    assert say.inner_xml == inside
    assert say.plain_text == "Tom & Jerry <3"


def test_an_unknown_mark_in_say_leaves_its_words() -> None:
    """12200: the bad piece is skipped; for words that is the mark, not what it surrounds."""
    examined = examine(write("Say", {}, "You are <b>very</b> welcome<Hangup/>"))
    assert [finding.code for finding in examined.findings] == [12200, 12200]
    assert find("Say", examined).inner_xml == "You are very welcome"


def test_play_digits_may_not_stand_in_a_gather() -> None:
    """Gather: Say, Play and Pause inside, Play without digits."""
    examined = examine('<Response><Gather action="/g"><Play digits="1"/></Gather></Response>')
    assert [(finding.code, finding.attribute) for finding in examined.findings] == [(13320, "digits")]
    assert find("Gather", examined).children == ()


def test_play_with_nothing_to_play_is_skipped() -> None:
    examined = examine("<Response><Play/></Response>")
    assert [finding.code for finding in examined.findings] == [None]
    assert examined.document is not None and examined.document.verbs == ()


@pytest.mark.parametrize("url", ["ftp://x/a.wav", "http://", "two words.wav", "mailto:x@example.com"])
def test_a_url_that_is_none_is_found(url: str) -> None:
    """11100: the URL is not http(s), or malformed. The call finds it out when it comes to it."""
    examined = examine(write("Play", {}, url))
    assert [(finding.code, finding.level) for finding in examined.findings] == [(11100, "error")]
    play = find("Play", examined)
    assert play.text == url and play.fault is None


@pytest.mark.parametrize(
    "url", ["http://h/a?b=c&amp;d=e", "a.wav", "../a.wav", "/a", "h.example:80/x", "https://[::1]:8/x"]
)
def test_a_url_that_is_one_is_not(url: str) -> None:
    assert examine(write("Play", {}, url)).findings == ()
