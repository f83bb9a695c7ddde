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
_TOLD = "The service is made up; a notification says what it would have been set up with."

_REFUSED: Mapping[str, str] = {
    "*.recordingConfigurationId": "There are no recording configurations in a lab.",
    "Gather.enhanced": "Twilio has ended it; there is one recogniser here.",
    "Number.byoc": "There are no trunks in a lab.",
    "Client.clientNotificationUrl": "There are no push notifications in a lab.",
    "Queue.reservationSid": _TASKS,
    "Queue.postWorkActivitySid": _TASKS,
    "Stream.connectorName": "There are no connectors in a lab: a stream needs a url.",
    "Transcription.enableProviderData": "The lab's recogniser has no data of its own.",
    "Transcription.intelligenceService": _NO_SERVICE,
    "Transcription.conversationConfiguration": _NO_SERVICE,
    "Transcription.conversationId": _NO_SERVICE,
    "ConversationRelay.intelligenceService": _NO_SERVICE,
    "ConversationRelay.includeInPrompt": "Twilio documents no shape of what it adds.",
    "ConversationRelay.customerName": _NO_SERVICE,
}

_SIMULATED: Mapping[str, str] = {
    "Conversation.serviceInstanceSid": _TOLD,
    "Conversation.inboundAutocreation": _TOLD,
    "Conversation.routingAssignmentTimeout": _TOLD,
    "Conversation.inboundTimeout": _TOLD,
    "Conversation.url": _TOLD,
    "Conversation.method": _TOLD,
    "ConversationRelaySession.sessionConfiguration": _TOLD,
    "AiSession.aiSessionConfiguration": _TOLD,
    "Sip.username": _SIP,
    "Sip.password": _SIP,
    "SipUri.username": _SIP,
    "SipUri.password": _SIP,
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
