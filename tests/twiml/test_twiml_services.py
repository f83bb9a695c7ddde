"""Start, Stop, Connect, their nouns, and Pay: their attributes, as the TwiML pages have them."""

import pytest
from attribute_rows import Row, assert_complete, cases, find, identify, prove, recording_status, write

from voicelab.twiml.check import examine

ACTION = [
    Row("action", "URL; none, the next verb runs", "/a", "/a", None, "ftp://x/", 11100, "error"),
    Row("method", "GET or POST; POST", "GET", "GET", "POST", "x"),
]
CALLBACK = [
    Row("statusCallback", "URL; none", "/s", "/s", None, "ftp://x/", 11100, "error"),
    Row("statusCallbackMethod", "GET or POST; POST", "GET", "GET", "POST", "x"),
]
WSS = "wss://example.com/audio"


def words(*names: str) -> list[Row]:
    """Attributes that take any text and have no default."""
    return [Row(name, "text", "some words", "some words") for name in names]


TABLE = {
    "Start": ACTION,
    "Stop": [],
    "Connect": ACTION,
    "Stream": [
        *words("name", "connectorName"),
        Row("audioFormat", "an encoding; mu-law", "audio/l16", "audio/x-l16", "audio/x-mulaw", "mp3"),
        Row("sampleRate", "a rate; 8000", "16000", "16000", "8000", "44100"),
        Row("url", "wss only", WSS, WSS, None, "https://example.com/", 31922, "error"),
        Row(
            "track",
            "inbound_track ...; inbound_track",
            "both_tracks",
            "both_tracks",
            "inbound_track",
            "x",
            31941,
            "error",
        ),
        *CALLBACK,
    ],
    "Siprec": [
        *words("name", "connectorName"),
        Row("track", "inbound_track ...", "inbound_track", "inbound_track", "both_tracks", "x"),
        *CALLBACK,
    ],
    "Recording": [
        *words("name"),
        *recording_status(),
        Row("trim", "trim-silence; trim-silence", "do-not-trim", "do-not-trim", "trim-silence", "x"),
        Row("track", "inbound outbound both; both", "inbound", "inbound", "both", "x"),
        Row("channels", "mono or dual; dual", "mono", "mono", "dual", "3"),
    ],
    "Transcription": [
        *words(
            "name",
            "inboundTrackLabel",
            "outboundTrackLabel",
            "intelligenceService",
            "conversationConfiguration",
        ),
        *words("conversationId"),
        Row("track", "inbound_track ...; both_tracks", "inbound_track", "inbound_track", "both_tracks", "x"),
        Row("statusCallbackUrl", "URL; none", "/s", "/s", None, "ftp://x/", 11100, "error"),
        Row("statusCallbackMethod", "GET or POST; POST", "GET", "GET", "POST", "x"),
        Row("partialResults", "true or false; false", "true", True, False, "x"),
        Row("languageCode", "a language; en-US", "es-MX", "es-MX", "en-US", "12"),
        Row("transcriptionEngine", "google", "deepgram", "deepgram", "google"),
        Row("profanityFilter", "true or false; true", "false", False, True, "x"),
        Row("speechModel", "telephony", "long", "long", "telephony"),
        Row("hints", "phrases", "a, b", "a, b", None, "x" * 101),
        Row("enableAutomaticPunctuation", "true or false; true", "false", False, True, "x"),
        Row("enableProviderData", "true or false; false", "true", True, False, "x"),
    ],
    "ConversationRelay": [
        Row("url", "wss only", WSS, WSS, None, "http://x/", 64101, "error"),
        Row("language", "a language; en-US", "multi", "multi", "en-US", "12"),
        Row("ttsLanguage", "a language; language", "fr-FR", "fr-FR", "en-US", "12"),
        Row("transcriptionLanguage", "a language; language", "fr-FR", "fr-FR", "en-US", "12"),
        Row("ttsProvider", "ElevenLabs", "Google", "Google", "ElevenLabs"),
        Row("transcriptionProvider", "Deepgram", "Google", "Google", "Deepgram"),
        *words(
            "voice",
            "speechModel",
            "welcomeGreeting",
            "intelligenceService",
            "debug",
            "backgroundNoiseReduction",
        ),
        *words(
            "events",
            "ttsTextNormalization",
            "ttsLanguageTextNormalization",
            "includeInPrompt",
            "customerName",
        ),
        *words("elevenlabsLanguageTextNormalization"),
        Row("applicationReconnect", "true or false; false", "true", True, False, "x"),
        Row("echoPromptFiltering", "true or false; false", "true", True, False, "x"),
        Row("turnDetection", "true or false; false", "true", True, False, "x"),
        Row("profanityFilter", "true or false", "false", False, True, "x"),
        Row("dtmfDetection", "off", "true", True, False, "x"),
        Row("partialPrompts", "true or false; false", "true", True, False, "x"),
        Row("welcomeGreetingInterruptible", "none dtmf speech any; any", "none", "none", "any", "x"),
        Row("interruptible", "none dtmf speech any; any", "speech", "speech", "any", "x"),
        Row("reportInputDuringAgentSpeech", "none dtmf speech any; none", "any", "any", "none", "x"),
        Row("preemptible", "true or false; false", "true", True, False, "x"),
        Row("hints", "phrases", "a", "a", None, "x" * 101),
        Row("elevenlabsTextNormalization", "on off auto; off", "on", "on", "off", "x"),
        Row("interruptSensitivity", "low medium high; high", "low", "low", "high", "x"),
        Row("speechTimeout", "600 to 5000 or auto; auto", "600", 600, "auto", "599"),
        Row("deepgramSmartFormat", "true or false", "false", False, True, "x"),
        Row("ignoreBackchannel", "true or false; false", "true", True, False, "x"),
        Row("partialPromptOnHangup", "true or false", "true", True, False, "x"),
        Row("eagerEotThreshold", "0.3 to 0.9", "0.5", 0.5, None, "0.2"),
        Row("asrSmartFormat", "true or false", "false", False, True, "x"),
    ],
    "Language": [
        Row("code", "a language", "de-DE", "de-DE", None, "12"),
        *words("ttsProvider", "voice", "transcriptionProvider", "speechModel"),
        *words("ttsTextNormalization", "ttsLanguageTextNormalization"),
        Row("hints", "phrases", "a", "a", None, "x" * 101),
        Row("asrSmartFormat", "true or false", "true", True, None, "x"),
    ],
    "ConversationRelaySession": words("connector", "sessionConfiguration"),
    "AiSession": words("aiConnector", "aiSessionConfiguration"),
    "Conversation": [
        *words("serviceInstanceSid"),
        Row("inboundAutocreation", "true or false; false", "true", True, False, "x"),
        Row("routingAssignmentTimeout", "seconds", "10", 10, None, "x"),
        Row("inboundTimeout", "seconds", "10", 10, None, "-1"),
        Row("url", "URL; none", "/u", "/u", None, "ftp://x/", 11100, "error"),
        Row("method", "GET or POST; POST", "GET", "GET", "POST", "x"),
        Row("record", "as Dial, true and false too", "true", "true", "do-not-record", "x"),
        Row("trim", "trim-silence or do-not-trim", "do-not-trim", "do-not-trim", "trim-silence", "x"),
        *[row for row in recording_status(12200, "warning") if row.attribute != "recordingConfigurationId"],
        *CALLBACK,
        Row(
            "statusCallbackEvent",
            "call-initiated ...",
            "call-ringing",
            ("call-ringing",),
            ("call-completed",),
            "x",
        ),
    ],
    "VirtualAgent": [
        *words("connectorName"),
        Row("language", "a language", "fr", "fr", None, "12"),
        Row("sentimentAnalysis", "true or false", "true", True, False, "x"),
        *CALLBACK,
    ],
    "Autopilot": [],
    "Room": words("participantIdentity"),
    "Config": [Row("name", "text", "n", "n"), Row("value", "text", "v", "v")],
    "Pay": [
        Row("input", "dtmf", "dtmf", ("dtmf",), ("dtmf",), "voice"),
        Row("action", "URL; none", "/a", "/a", None, "ftp://x/", 64016, "error"),
        Row(
            "bankAccountType",
            "a kind",
            "consumer-savings",
            "consumer-savings",
            None,
            "x",
            64020,
            "error",
            {"paymentMethod": "ach-debit"},
        ),
        *CALLBACK,
        Row("timeout", "seconds; 5", "10", 10, 5, "0"),
        Row("maxAttempts", "a number; 3", "1", 1, 3, "0"),
        Row("securityCode", "true or false; true", "false", False, True, "x"),
        Row("postalCode", "true, false or the code; true", "94105", "94105", "true"),
        Row("minPostalCodeLength", "a number", "5", 5, None, "x"),
        Row("paymentConnector", "a connector; Default", "Stripe", "Stripe", "Default"),
        Row(
            "paymentMethod",
            "ach-debit or credit-card; credit-card",
            "ach-debit",
            "ach-debit",
            "credit-card",
            "x",
            64020,
            "error",
        ),
        Row(
            "tokenType",
            "one-time reusable payment-method; reusable",
            "one-time",
            "one-time",
            "reusable",
            "x",
            64020,
            "error",
        ),
        Row("chargeAmount", "an amount", "20.45", 20.45, None, "lots", 64003, "error"),
        Row("currency", "usd", "eur", "eur", "usd"),
        *words("description"),
        Row(
            "validCardTypes",
            "visa mastercard amex",
            "visa jcb",
            ("visa", "jcb"),
            ("visa", "mastercard", "amex"),
            "x",
        ),
        Row("language", "a language; en-US", "de-DE", "de-DE", "en-US", "12"),
    ],
    "Prompt": [
        Row("for", "a step", "postal-code", "postal-code", None, "x"),
        Row("errorType", "mistakes", "timeout invalid-date", ("timeout", "invalid-date"), (), "x"),
        Row("cardType", "cards", "visa amex", ("visa", "amex"), (), "x"),
        Row("attempt", "a list", "2 3", ("2", "3"), (), "0"),
        Row("requireMatchingInputs", "true or false; false", "true", True, False, "x"),
    ],
}


@pytest.mark.parametrize(("key", "row"), cases(TABLE), ids=identify)
def test_attribute(key: str, row: Row) -> None:
    """The tables of Start, Stop, Connect and what stands in them, and of Pay; 319xx and 64xxx are errors."""
    prove(key, row)


def test_every_attribute_has_a_row() -> None:
    assert_complete(TABLE)


def test_what_start_does_not_know_is_an_error() -> None:
    """14300: invalid nested noun."""
    for inside in ("<Say>a</Say>", "<Foo/>"):
        examined = examine(f"<Response><Say>a</Say><Start>{inside}</Start></Response>")
        assert [(finding.code, finding.level) for finding in examined.findings] == [(14300, "error")]
        assert examined.document is not None
        assert [verb.fault is None for verb in examined.document.verbs] == [True, False]


@pytest.mark.parametrize(
    ("url", "code"),
    [("http://x/", 31922), ("/stream", 31922), ("", 31923), ("wss://", 31923), ("wss://a b/", 31923)],
)
def test_stream_urls(url: str, code: int) -> None:
    """31922: the scheme is not wss; 31923: malformed."""
    found = examine(write("Stream", {"url": url})).findings
    assert [(finding.code, finding.level) for finding in found] == [(code, "error")]


def test_a_stream_needs_a_url_unless_it_is_stopped() -> None:
    missing = examine("<Response><Connect><Stream/></Connect></Response>")
    assert [finding.code for finding in missing.findings] == [31923]
    assert examine('<Response><Stop><Stream name="a"/></Stop></Response>').findings == ()
    assert examine('<Response><Start><Stream connectorName="c"/></Start></Response>').findings == ()


def test_connect_stream_sends_the_caller_only() -> None:
    """31941: track must be inbound_track under Connect; under Start all three are fine."""
    both = f'<Stream url="{WSS}" track="both_tracks"/>'
    found = examine(f"<Response><Connect>{both}</Connect></Response>").findings
    assert [(finding.code, finding.level, finding.attribute) for finding in found] == [
        (31941, "error", "track")
    ]
    assert examine(f"<Response><Start>{both}</Start></Response>").findings == ()


def test_a_parameter_of_a_stream_is_short() -> None:
    """Parameter name and value together: fewer than 500 characters."""
    assert examine(write("Parameter", {"name": "a", "value": "b" * 498})).findings == ()
    assert [f.code for f in examine(write("Parameter", {"name": "a", "value": "b" * 499})).findings] == [
        12200
    ]


def test_a_parameter_without_a_name_is_skipped() -> None:
    examined = examine(
        f'<Response><Connect><Stream url="{WSS}"><Parameter value="a"/></Stream></Connect></Response>'
    )
    assert [finding.code for finding in examined.findings] == [None]
    assert find("Stream", examined).children == ()


def test_connect_connects_once() -> None:
    examined = examine(f'<Response><Connect><Stream url="{WSS}"/><Room>r</Room></Connect></Response>')
    assert [finding.code for finding in examined.findings] == [None]
    assert [child.name for child in find("Connect", examined).children] == ["Stream"]


def test_a_bank_account_is_no_card() -> None:
    """64017: bankAccountType does not go with paymentMethod credit-card."""
    found = examine(write("Pay", {"bankAccountType": "consumer-savings"})).findings
    assert [(finding.code, finding.level) for finding in found] == [(64017, "error")]
