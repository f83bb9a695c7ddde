"""Rows of the grammar's table: streams and services."""

from __future__ import annotations

from voicelab.twiml.addresses import Address
from voicelab.twiml.entry import TextSlot
from voicelab.twiml.rows import (
    ENCODINGS,
    RECORD,
    TRACKS,
    TRIM,
    Family,
    attribute,
    choice,
    flag,
    method,
    recording_status,
    simulated,
    status,
    text,
    url,
)
from voicelab.twiml.spoken import Hints, Language
from voicelab.twiml.values import Choice, Decimal, Text, Whole

__all__ = ["SERVICES"]

SERVICES = Family()

SERVICES.add(
    "Start",
    "Starts work that goes on beside the verbs that follow.",
    url(
        "action",
        "Where the next document comes from once all inside has begun; by default the next verb runs.",
    ),
    method("method", "action"),
    children="Stream Recording Transcription Siprec",
    misplaced=14300,
)
SERVICES.add(
    "Stop",
    "Stops work that Start began, by its name.",
    children="Stream Recording Transcription Siprec",
)
SERVICES.add(
    "Connect",
    "Hands the call to a service until the service lets it go.",
    url(
        "action",
        "Where the outcome goes, and where the next document comes from; by default the next verb runs.",
    ),
    method("method", "action"),
    children="Stream ConversationRelay VirtualAgent Conversation Room Autopilot AiSession ConversationRelaySession",
)
SERVICES.add(
    "Stream",
    "The call's sound over a WebSocket: one way under Start, both ways under Connect.",
    text("name", "A name to stop the stream by, unique in the call."),
    text("connectorName", "The name of a connector of the account; the lab has none."),
    attribute(
        "url",
        Address(("wss", "ws"), relative=False, empty=False),
        "The WebSocket the sound goes to; wss:// on Twilio, ws:// too in a lab.",
        None,
        31923,
        otherwise={"scheme": 31922},
    ),
    choice(
        "track", TRACKS, "inbound_track", "Whose sound is sent; under Connect always the caller's.", 31941
    ),
    url("statusCallback", "Where the start, the end and errors of the stream are reported."),
    method("statusCallbackMethod", "statusCallback"),
    attribute(
        "audioFormat",
        Choice(("audio/x-mulaw", "audio/x-alaw", "audio/x-l16"), ENCODINGS, folded=True),
        "The encoding of the sound, as mediaFormat names it; L16 is signed, little endian.",
        "audio/x-mulaw",
    ),
    choice("sampleRate", "8000 16000 24000 48000", "8000", "The rate of the sound, in Hz."),
    children="Parameter",
)
SERVICES.add(
    "Siprec",
    "The call's sound for a recording service over SIP.",
    text("name", "A name to stop it by."),
    text("connectorName", "The name of a connector of the account."),
    choice("track", TRACKS, "both_tracks", "Whose sound is sent."),
    url("statusCallback", "Where the start, the end and errors are reported."),
    method("statusCallbackMethod", "statusCallback"),
    children="Parameter",
    support=simulated("Its callbacks and its SID are real; no SIP leaves the lab and nobody gets the sound."),
)
SERVICES.add(
    "Recording",
    "Records the call in the background.",
    text("name", "A name to stop it by."),
    recording_status(13621),
    choice("trim", TRIM, "trim-silence", "Whether silence at both ends is cut off."),
    choice("track", "inbound outbound both", "both", "Which side is recorded."),
    choice("channels", "mono dual", "dual", "Whether the sides share a channel."),
)
SERVICES.add(
    "Transcription",
    "Turns what is said into text while the call goes on.",
    text("name", "A name to stop it by."),
    choice("track", TRACKS, "both_tracks", "Whose speech is transcribed."),
    url("statusCallbackUrl", "Where the text goes as it comes."),
    method("statusCallbackMethod", "statusCallbackUrl"),
    text("inboundTrackLabel", "What the caller's side is called in the text."),
    text("outboundTrackLabel", "What the other side is called in the text."),
    flag("partialResults", False, "Whether unfinished text is sent too."),
    attribute("languageCode", Language(("multi",)), "The language spoken.", "en-US"),
    text("transcriptionEngine", "The engine, google or deepgram; the lab has its own.", default="google"),
    flag("profanityFilter", True, "Whether swear words are replaced by asterisks."),
    text("speechModel", "The recogniser's model.", default="telephony"),
    attribute("hints", Hints(), "Phrases likely to be said."),
    flag("enableAutomaticPunctuation", True, "Whether the text has punctuation."),
    text("intelligenceService", "A Conversational Intelligence service; the lab has none."),
    flag("enableProviderData", False, "Whether the engine's own data is sent along."),
    text("conversationConfiguration", "A conversation configuration; the lab has none."),
    text("conversationId", "A conversation to add the text to; the lab has none."),
    children="Config Parameter",
)
_WHOM = Text(
    '"none", "dtmf", "speech" or "any"',
    "none|dtmf|speech|any|true|false",
    suggestions=("none", "dtmf", "speech", "any"),
)
_ON_OFF = Text('"on", "off" or "auto"', "on|off|auto|true|false", suggestions=("on", "off", "auto"))
SERVICES.add(
    "ConversationRelay",
    "A conversation between the caller's speech and text on a WebSocket of yours.",
    attribute(
        "url",
        Address(("wss", "ws"), relative=False, empty=False),
        "The WebSocket that hears what the caller says and answers in text.",
        None,
        64101,
    ),
    attribute("language", Language(("multi",)), "The language of both directions.", "en-US"),
    attribute(
        "ttsLanguage", Language(("multi",)), "The language spoken to the caller.", None, same_as="language"
    ),
    attribute(
        "transcriptionLanguage",
        Language(("multi",)),
        "The language the caller speaks.",
        None,
        same_as="language",
    ),
    text(
        "ttsProvider",
        "Whose voices: ElevenLabs, Google or Amazon; the lab has its own.",
        default="ElevenLabs",
    ),
    text("voice", "The voice that speaks."),
    text(
        "transcriptionProvider",
        "Whose recogniser: Deepgram or Google; the lab has its own.",
        default="Deepgram",
    ),
    text("speechModel", "The recogniser's model."),
    flag("profanityFilter", True, "Whether swear words are replaced by asterisks."),
    flag("dtmfDetection", False, "Whether keys are sent to the WebSocket."),
    text("welcomeGreeting", "What is said first."),
    flag("partialPrompts", False, "Whether unfinished prompts are sent too."),
    attribute("welcomeGreetingInterruptible", _WHOM, "What may interrupt the greeting.", "any"),
    attribute("interruptible", _WHOM, "What may interrupt speech.", "any"),
    flag("preemptible", False, "Whether new text replaces what is being spoken."),
    attribute("hints", Hints(), "Phrases the caller is likely to say."),
    text("intelligenceService", "A Conversational Intelligence service; the lab has none."),
    attribute("reportInputDuringAgentSpeech", _WHOM, "Which input is reported while speech plays.", "none"),
    attribute("elevenlabsTextNormalization", _ON_OFF, "Whether ElevenLabs spells numbers out.", "off"),
    choice("interruptSensitivity", "low medium high", "high", "How easily speech interrupts."),
    text("debug", "Which debugging messages are sent: debugging, speaker-events, tokens-played."),
    text(
        "backgroundNoiseReduction", "Whether noise is filtered out before speech is recognised: true, false."
    ),
    attribute(
        "speechTimeout",
        Whole(600, 5000, {"auto": "auto"}, "milliseconds"),
        "How much silence ends a prompt.",
        "auto",
    ),
    flag("deepgramSmartFormat", True, "Whether Deepgram formats numbers and dates."),
    flag("ignoreBackchannel", False, "Whether a mere yes or uh-huh does not interrupt."),
    text("events", "Which events are sent."),
    flag("partialPromptOnHangup", False, "Whether an unfinished prompt is sent when the caller hangs up."),
    attribute(
        "eagerEotThreshold",
        Decimal(0.3, 0.9),
        "Sends what was said in advance, as not the last, after this part of the silence that ends a prompt.",
    ),
    flag("asrSmartFormat", True, "Whether numbers and dates are formatted."),
    text("ttsTextNormalization", "Whether numbers and dates are spelled out before speaking."),
    text("ttsLanguageTextNormalization", "Whether that also happens in other languages."),
    text("elevenlabsLanguageTextNormalization", "Whether ElevenLabs does so in other languages."),
    text("includeInPrompt", "What is added to each prompt: turn-state or prompt-segments."),
    text("customerName", "The name of the customer, for Conversational Intelligence."),
    flag(
        "applicationReconnect",
        False,
        "Whether a lost WebSocket is sought again: 15 s, while 500 messages wait.",
    ),
    flag("echoPromptFiltering", False, "Whether prompts that echo the agent are dropped."),
    flag("turnDetection", False, "Whether an unfinished (English) sentence gets more time."),
    children="Language Parameter",
)
SERVICES.add(
    "Language",
    "The voice and recogniser of one language of a ConversationRelay.",
    attribute("code", Language(("multi",)), "The language."),
    text("ttsProvider", "Whose voices."),
    text("voice", "The voice."),
    text("transcriptionProvider", "Whose recogniser."),
    text("speechModel", "The recogniser's model."),
    attribute("hints", Hints(), "Phrases likely to be said."),
    flag("asrSmartFormat", None, "Whether numbers and dates are formatted."),
    text("ttsTextNormalization", "Whether numbers and dates are spelled out before speaking."),
    text("ttsLanguageTextNormalization", "Whether that also happens in other languages."),
)
SERVICES.add(
    "ConversationRelaySession",
    "A ConversationRelay that is configured elsewhere.",
    text("connector", "The connector's name."),
    text("sessionConfiguration", "The session's configuration."),
    support=simulated("There are no connectors: one sentence says so, and the call goes on."),
)
SERVICES.add(
    "AiSession",
    "A session with an AI service that is configured elsewhere.",
    text("aiConnector", "The connector's name."),
    text("aiSessionConfiguration", "The session's configuration."),
    support=simulated("There are no connectors: one sentence says so, and the call goes on."),
)
SERVICES.add(
    "Conversation",
    "A Twilio Conversation that the call joins.",
    text("serviceInstanceSid", "The Conversations service."),
    flag("inboundAutocreation", False, "Whether a conversation is made for a new caller."),
    attribute("routingAssignmentTimeout", Whole(0, unit="seconds"), "How long routing may take."),
    attribute("inboundTimeout", Whole(0, unit="seconds"), "How long the other side may take."),
    url("url", "A document to run."),
    method("method", "url"),
    attribute(
        "record",
        Choice((*RECORD.split(), "true", "false")),
        "Whether the conversation is recorded.",
        "do-not-record",
    ),
    choice("trim", TRIM, "trim-silence", "Whether silence at both ends is cut off."),
    [attribute for attribute in recording_status() if attribute.name != "recordingConfigurationId"],
    status("call-initiated call-ringing call-answered call-completed", "call-completed"),
    support=simulated(
        "There are no Conversations: a made-up agent is rung, says so in one sentence, and leaves."
    ),
)
SERVICES.add(
    "VirtualAgent",
    "A Dialogflow agent that talks to the caller.",
    text("connectorName", "The connector's name."),
    attribute("language", Language(), "The language of the agent."),
    flag("sentimentAnalysis", False, "Whether the caller's mood is judged."),
    url("statusCallback", "Where the conversation is reported."),
    method("statusCallbackMethod", "statusCallback"),
    children="Config Parameter",
    support=simulated(
        "There is no agent: one sentence says so, its settings come back in the callback, and the call goes on."
    ),
)
SERVICES.add(
    "Autopilot",
    "An Autopilot assistant; Twilio has ended the product.",
    text=TextSlot("name", Text("an assistant")),
    support=simulated("Twilio has ended it: one sentence says so, and the call goes on."),
)
SERVICES.add(
    "Room",
    "A Video room that the call joins.",
    text("participantIdentity", "Who the caller is in the room."),
    text=TextSlot("name", Text("a room name")),
    support=simulated("There are no video rooms: one sentence says so, and the call goes on."),
)
