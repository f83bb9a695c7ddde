"""The inside of a Say as sentences and silences. Row proved: SSML of TWIML.md 'Say', element by element."""

from math import inf

import pytest

from voicelab.errors import DocumentError
from voicelab.speech.render import script_of
from voicelab.speech.spoken import Break, Script, Sentence
from voicelab.speech.ssml import COMMA, MAX_BREAK, MAX_SILENCE, PARAGRAPH, SENTENCE, parse
from voicelab.speech.voices import Choice


def words(script: Script) -> list[str]:
    return [piece.text.strip() for piece in script.pieces if isinstance(piece, Sentence)]


def only(script: Script) -> Sentence:
    (sentence,) = (piece for piece in script.pieces if isinstance(piece, Sentence))
    return sentence


@pytest.mark.proves("SsmlBreak")
@pytest.mark.proves("SsmlBreak", "strength", "time")
@pytest.mark.parametrize(
    ("attributes", "seconds"),
    [
        ("", COMMA),
        ('strength="none"', 0.0),
        ('strength="x-weak"', 0.0),
        ('strength="weak"', COMMA),
        ('strength="medium"', COMMA),
        ('strength="strong"', SENTENCE),
        ('strength="x-strong"', PARAGRAPH),
        ('time="500ms"', 0.5),
        ('time="1.5s"', 1.5),
        ('time="2s" strength="none"', 2.0),
    ],
)
def test_break_is_exact_silence(attributes: str, seconds: float) -> None:
    """break@strength(none,x-weak,weak,medium,strong,x-strong)@time."""
    script = parse(f"One.<break {attributes}/>Two.", "en-US")
    assert script.pieces[1] == Break(seconds)
    assert words(script) == ["One.", "Two."]
    assert script.remarks == ()


def test_a_break_longer_than_ten_seconds_is_cut_aloud() -> None:
    script = parse('A<break time="60s"/>b', "en-US")
    assert script.pieces[1] == Break(MAX_BREAK)
    assert "cut" in script.remarks[0]


def test_breaks_together_have_a_limit() -> None:
    script = parse('<break time="10s"/>' * 1000, "en-US")
    assert sum(piece.seconds for piece in script.pieces if isinstance(piece, Break)) <= MAX_SILENCE
    assert "left out" in script.remarks[0]


@pytest.mark.proves("SsmlEmphasis")
@pytest.mark.proves("SsmlEmphasis", "level")
def test_emphasis_changes_pace_pitch_and_loudness() -> None:
    """emphasis@level(strong,moderate,reduced)."""
    strong, moderate, reduced = (
        only(parse(f'<emphasis level="{level}">so</emphasis>', "en-US")).style
        for level in ("strong", "moderate", "reduced")
    )
    assert strong.volume > moderate.volume > 0 > reduced.volume
    assert strong.rate < moderate.rate < 1 < reduced.rate


@pytest.mark.proves("SsmlProsody")
@pytest.mark.proves("SsmlProsody", "rate", "pitch", "volume")
@pytest.mark.parametrize(
    ("attribute", "field", "value"),
    [
        ('rate="x-slow"', "rate", 0.6),
        ('rate="fast"', "rate", 1.25),
        ('rate="85%"', "rate", 0.85),
        ('rate="+20%"', "rate", 1.2),
        ('pitch="low"', "pitch", 0.87),
        ('pitch="-10%"', "pitch", 0.9),
        ('pitch="+12st"', "pitch", 2.0),
        ('volume="loud"', "volume", 6.0),
        ('volume="-6dB"', "volume", -6.0),
        ('volume="silent"', "volume", -inf),
    ],
)
def test_prosody_sets_rate_pitch_and_volume(attribute: str, field: str, value: float) -> None:
    """prosody@volume@rate@pitch."""
    script = parse(f"<prosody {attribute}>so</prosody>", "en-US")
    assert getattr(only(script).style, field) == pytest.approx(value)
    assert script.remarks == ()


@pytest.mark.parametrize(
    "attribute", ['rate="quick"', 'rate="900%"', 'pitch="110Hz"', 'pitch="+40st"', 'volume="11"']
)
def test_prosody_that_makes_no_sense_is_remarked(attribute: str) -> None:
    assert parse(f"<prosody {attribute}>so</prosody>", "en-US").remarks


def test_prosody_ends_with_its_element() -> None:
    script = parse('a <prosody rate="slow">b <prosody rate="+50%">c</prosody> d</prosody> e', "en-US")
    rates = {piece.text.strip(): piece.style.rate for piece in script.pieces if isinstance(piece, Sentence)}
    assert rates == pytest.approx({"a": 1.0, "b": 0.8, "c": 1.2, "d": 0.8, "e": 1.0})


@pytest.mark.proves("SsmlSub")
@pytest.mark.proves("SsmlSub", "alias")
def test_sub_is_spoken_by_its_alias() -> None:
    """sub@alias."""
    assert words(parse('The <sub alias="World Wide Web">W W W</sub> is big.', "en-US")) == [
        "The World Wide Web is big."
    ]


@pytest.mark.proves("SsmlPhoneme")
@pytest.mark.proves("SsmlPhoneme", "alphabet", "ph")
def test_phoneme_gives_the_sounds_of_a_word() -> None:
    """phoneme@alphabet(ipa,x-sampa)@ph."""
    ipa = only(parse('<phoneme alphabet="ipa" ph="pɪˈkɑːn">pecan</phoneme>', "en-US")).spans[0]
    sampa = only(parse("<phoneme alphabet='x-sampa' ph='pI\"kA:n'>pecan</phoneme>", "en-US")).spans[0]
    assert (ipa.text, ipa.ipa) == ("pecan", "pɪˈkɑːn")
    assert sampa.ipa == ipa.ipa


def test_an_unknown_phoneme_alphabet_reads_the_text() -> None:
    script = parse('<phoneme alphabet="x-amazon-pinyin" ph="bao2">bao</phoneme>', "en-US")
    assert words(script) == ["bao"]
    assert "x-amazon-pinyin" in script.remarks[0]


@pytest.mark.proves("SsmlW")
@pytest.mark.proves("SsmlW", "role")
def test_w_names_the_part_of_speech() -> None:
    """w@role."""
    assert only(parse('<w role="amazon:VBD">read</w>', "en-US")).spans[0].role == "VBD"


@pytest.mark.proves("SsmlP")
@pytest.mark.proves("SsmlS")
def test_p_and_s_pause() -> None:
    script = parse("<p>One.</p><p><s>Two</s><s>three</s></p>", "en-US")
    assert words(script) == ["One.", "Two", "three"]
    assert [piece.seconds for piece in script.pieces if isinstance(piece, Break)] == [PARAGRAPH, SENTENCE]


@pytest.mark.proves("SsmlLang")
@pytest.mark.proves("SsmlLang", "xml:lang")
def test_lang_is_read_by_the_same_voice_with_a_remark() -> None:
    """lang@xml:lang."""
    script = parse('<lang xml:lang="fr-FR">Bonjour</lang>', "en-US")
    assert words(script) == ["Bonjour"]
    assert "fr-FR" in script.remarks[0]


@pytest.mark.proves("SsmlSayAs")
@pytest.mark.proves("SsmlSayAs", "interpret-as")
def test_expletive_is_not_spoken() -> None:
    script = parse('Oh <say-as interpret-as="expletive">darn</say-as>!', "en-US")
    assert "darn" not in " ".join(words(script))


def test_sentences_are_cut_where_they_end_and_nowhere_else() -> None:
    script = parse("Hello Mr. Smith. How are you? J. R. Doe rose 3.5 percent at 5 p.m. Yes", "en-US")
    assert len(words(script)) == 4


def test_a_breathless_text_is_cut_into_breaths() -> None:
    script = parse("word " * 800, "en-US")
    assert max(len(sentence) for sentence in words(script)) <= 400
    assert " ".join(words(script)).count("word") == 800


def test_an_unknown_element_is_read_with_a_remark() -> None:
    script = parse("<blink>now</blink>", "en-US")
    assert words(script) == ["now"]
    assert "<blink>" in script.remarks[0]


@pytest.mark.parametrize(
    "ssml",
    [
        "<p>open",
        "</p>",
        "a & b",
        "&lol;",
        "<" * 100,
        "<p>" * 500,
        "<p>" * 100 + "</p>" * 100,
        "</speak><speak>",
        "x" * 70_000,
        "\x00<p/>",
    ],
)
def test_what_is_not_well_formed_is_refused(ssml: str) -> None:
    """12100: 'XML must be well-formed'; entities and DTDs are refused, never expanded."""
    with pytest.raises(DocumentError) as caught:
        parse(ssml, "en-US")
    assert caught.value.code in (12100, 13521)


def test_basic_voices_do_not_do_ssml() -> None:
    """'Basic man/woman voices do not do SSML - strip tags, keep text.'"""
    marked, text = 'Wait.<break time="5s"/> <emphasis>Go.</emphasis>', "Wait. Go."
    script = script_of(marked, text, Choice("hibari:heart", "en-US", basic=True))
    assert words(script) == ["Wait.", "Go."]
    assert not any(isinstance(piece, Break) and piece.seconds == 5 for piece in script.pieces)
    assert "do not do SSML" in script.remarks[0]
