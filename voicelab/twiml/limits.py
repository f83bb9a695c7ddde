"""What a lab does not do with an attribute, in words: a part of the grammar table that is long and changes often.

An attribute that has no row here acts for real. ``refused`` has no effect, and a call that meets it is told so in a
notification; ``simulated`` acts on something that is pretended, and is told too, unless its verb says more. Keys are
``Element.attribute`` with the keys of the table, or ``*.attribute`` for every element that has it.
"""

from __future__ import annotations

from collections.abc import Mapping

from voicelab.twiml.entry import Support

__all__ = ["LIMITS", "limit_of"]

_OURS = "The lab's own recogniser listens, whatever is named here."
_VOICES = "The lab's own voice speaks, and spells numbers and dates out by its own rules."
_TASKS = "There is no TaskRouter in a lab."
_NO_SERVICE = "There is no such service in a lab."
_SIP = "Nobody at a SIP address asks for it in a lab without a trunk."
_NO_AGENT = "The agent of a lab is made up: it has no settings."

_REFUSED: Mapping[str, str] = {
    "*.recordingConfigurationId": "There are no recording configurations in a lab.",
    "Gather.debug": "The lab's recogniser has no details to add.",
    "Gather.enhanced": "Twilio has ended it; there is one recogniser here.",
    "Dial.events": "Twilio documents nobody who would get them: use statusCallbackEvent on the noun.",
    "Dial.passports": "There is no telephone network here that could carry it.",
    "Dial.callReason": "There is no telephone network here that could show it.",
    "Number.byoc": "There are no trunks in a lab.",
    "Client.clientNotificationUrl": "There are no push notifications in a lab.",
    "Conference.region": "A lab is one region: this machine.",
    "Queue.reservationSid": _TASKS,
    "Queue.postWorkActivitySid": _TASKS,
    "Start.action": "Start ends at once; its outcome is never asked for.",
    "Start.method": "Start ends at once; its outcome is never asked for.",
    "Stream.connectorName": "There are no connectors in a lab: a stream needs a url.",
    "Stream.audioFormat": "A stream carries mu-law at 8000 Hz.",
    "Stream.sampleRate": "A stream carries mu-law at 8000 Hz.",
    "Transcription.enableProviderData": "The lab's recogniser has no data of its own.",
    "Transcription.intelligenceService": _NO_SERVICE,
    "Transcription.conversationConfiguration": _NO_SERVICE,
    "Transcription.conversationId": _NO_SERVICE,
    "ConversationRelay.intelligenceService": _NO_SERVICE,
    "ConversationRelay.eagerEotThreshold": "The lab sends a prompt when a turn has ended, not before.",
    "ConversationRelay.includeInPrompt": "Twilio documents no shape of what it adds.",
    "ConversationRelay.customerName": _NO_SERVICE,
    "Conversation.serviceInstanceSid": _NO_AGENT,
    "Conversation.inboundAutocreation": _NO_AGENT,
    "Conversation.routingAssignmentTimeout": _NO_AGENT,
    "Conversation.inboundTimeout": _NO_AGENT,
    "Conversation.url": _NO_AGENT,
    "Conversation.method": _NO_AGENT,
    "ConversationRelaySession.sessionConfiguration": _NO_SERVICE,
    "AiSession.aiSessionConfiguration": _NO_SERVICE,
    "Sip.username": _SIP,
    "Sip.password": _SIP,
    "SipUri.username": _SIP,
    "SipUri.password": _SIP,
}

_SIMULATED: Mapping[str, str] = {
    "Gather.speechModel": _OURS,
    "Dial.referUrl": "Only a scripted party of a test asks for a transfer: a lab has no SIP.",
    "Dial.referMethod": "",
    "Enqueue.workflowSid": "",  # the verb says more
    "Transcription.transcriptionEngine": _OURS,
    "Transcription.speechModel": _OURS,
    "Transcription.enableAutomaticPunctuation": "The lab's recogniser writes as it writes.",
    "ConversationRelay.transcriptionProvider": _OURS,
    "ConversationRelay.speechModel": _OURS,
    "ConversationRelay.deepgramSmartFormat": _OURS,
    "ConversationRelay.asrSmartFormat": _OURS,
    "ConversationRelay.elevenlabsTextNormalization": _VOICES,
    "ConversationRelay.ttsTextNormalization": _VOICES,
    "ConversationRelay.ttsLanguageTextNormalization": _VOICES,
    "ConversationRelay.elevenlabsLanguageTextNormalization": _VOICES,
    "Language.transcriptionProvider": _OURS,
    "Language.speechModel": _OURS,
    "Language.asrSmartFormat": _OURS,
    "Language.ttsTextNormalization": _VOICES,
    "Language.ttsLanguageTextNormalization": _VOICES,
}

LIMITS: Mapping[str, tuple[Support, str]] = {
    **{name: ("refused", words) for name, words in _REFUSED.items()},
    **{name: ("simulated", words) for name, words in _SIMULATED.items()},
}
"""Support and sentence by ``Element.attribute`` or ``*.attribute``."""


def limit_of(key: str, attribute: str) -> tuple[Support | None, str]:
    """Support and sentence of an attribute; None and nothing when it is as its element is."""
    return LIMITS.get(f"{key}.{attribute}") or LIMITS.get(f"*.{attribute}") or (None, "")
