"""The codes that the lab raises, in words: what each means, and the cure. The numbers are Twilio's.

The documentation lists them, and a notification that has no cure of its own takes the one that stands here. The codes
of one attribute each (13xxx and others) stand in the grammar table, with what the attribute takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

__all__ = ["ERROR_CODES", "ErrorCode", "cure_of"]


class ErrorCode(NamedTuple):
    """What a code means, and what to do."""

    meaning: str
    cure: str


_ANSWERS = "Is the address right, and does the application run there? See the request in call.timeline."
_E164 = "Write it in E.164, such as +15005550006; a phone on a page is client:NAME."
_ADDRESS = "Write it whole, with http:// or https://."
_METHOD = "Say GET or POST."
_NAME = "Use printable characters, not too many of them."
_TOKEN = "Fetch a new token and pass it to updateToken(); lab.access_token(...) makes one."
_REPORT = "Report it, please: the lab's log (lab.log) says more."
_WSS = "Write wss://HOST/PATH; in a lab ws:// will do."
_STREAM_SERVER = "Is the WebSocket server running, and at this address?"
_OVER = "Look at the call's status first: what is over cannot be changed."
_ROOM = "See who is there: lab.conference(NAME)."
_MESSAGE = "See Twilio's page on user-defined messages for the shape of one."
_PAGES = "The page's SDK says so too; reload the page if it stays."

_TABLE: dict[int, tuple[str, str]] = {
    # --- accounts
    10001: (
        "The account is suspended or closed: it makes and takes no calls.",
        "Its owner can make a suspended one active.",
    ),
    10004: (
        "The account has as many live calls as it may have.",
        "Wait until one ends, or raise its limit (--max-calls).",
    ),
    # --- the way to the application
    11100: ("An address is none that can be requested.", _ADDRESS),
    11200: ("The application did not answer with 2xx, or not within 15 seconds.", _ANSWERS),
    11205: ("Nothing listens at the application's address.", "Is the application running, and on this port?"),
    11206: (
        "What answers there does not speak proper HTTP.",
        "Is it http and not https, and the right port?",
    ),
    11210: ("The host's name cannot be resolved.", "Is the host's name spelt right?"),
    11215: ("More redirects than anybody follows.", "Look for two addresses that redirect to each other."),
    11216: ("A redirect without a Location header.", "Send one, or answer with the document at once."),
    11220: (
        "No TLS connection.",
        "Is its certificate one this machine trusts? On this machine plain http is fine.",
    ),
    11235: ("The certificate is for another name.", "Use the name that it is for."),
    11236: ("The certificate has expired.", "Renew it."),
    11237: (
        "Nobody that this machine trusts has signed the certificate.",
        "Is its certificate one this machine trusts? On this machine plain http is fine.",
    ),
    11243: (
        "A connection override after # in a URL has a bad value.",
        "Correct the part of the URL after #.",
    ),
    11770: ("An answer sent in pieces, of which there is none.", "Answer at least <Response/>."),
    11750: ("An answer larger than 64 kB.", "Send less, and go on with <Redirect>."),
    # --- documents
    12100: (
        "The document is no well-formed XML.",
        "Close every element, write & as &amp;; voicelab check shows where.",
    ),
    12102: ("The document's root is not <Response>.", "Put everything inside <Response> ... </Response>."),
    12200: (
        "The document holds what TwiML does not know; it is skipped.",
        "Look at the spelling; case counts.",
    ),
    12300: ("The answer's content type is neither TwiML nor sound.", "Answer with text/xml."),
    13000: ("Nouns that do not go together in one Dial.", "Let one of them stand alone."),
    13201: (
        "A verb that may not run on a called leg.",
        "Use Say, Play, Pause, Gather, Redirect or Hangup there.",
    ),
    13214: ("callerId is no number and no client.", "Give a number of yours, such as +15005550006."),
    13215: ("More than ten numbers or clients in one Dial.", "Ring at most ten at once."),
    13224: (
        "The number that was dialled cannot be called.",
        "Is there such a number? lab.number(...) makes one.",
    ),
    13238: ("A verb that may not run while a conference waits.", "Use Say, Play, Pause or Redirect there."),
    13240: ("The coach's or coached party is not in the conference.", _ROOM),
    13243: (
        "A Sip noun without a SIP URI.",
        "Write one, such as sip:kate@example.com; a lab has no SIP trunk.",
    ),
    13248: ("callerId is too long.", "Write a number."),
    13250: ("More than ten SIP addresses in one Dial.", "Ring at most ten at once."),
    13252: ("A SIP header that may not be set.", "Headers of your own begin with x-."),
    13253: ("SIP headers of 1024 characters or more.", "Send fewer."),
    13320: ("Keys are played where only sound may be.", "Move the Play before, as a verb of its own."),
    13321: ("A Say inside a Gather has a voice nobody knows.", "Use man, woman, Polly.Joanna and the like."),
    13322: ("A Say inside a Gather has a bad loop.", "Write a whole number."),
    13325: (
        "What Play fetched inside a Gather is no sound.",
        "Play takes MP3, WAV, AIFF, GSM and mu-law files.",
    ),
    13335: (
        'speechTimeout="auto" beside a speechModel.',
        "Give speechTimeout in seconds, or leave speechModel out.",
    ),
    13420: ("What Play fetched is no sound.", "Play takes MP3, WAV, AIFF, GSM and mu-law files."),
    13511: (
        "A voice that Say does not know.",
        "Use man, woman, Polly.Joanna, Google.en-US-Standard-C and the like.",
    ),
    13512: ("A language that Say does not know.", "Use one such as en-US, en-GB, es-ES, fr-FR or de-DE."),
    13520: ("A Say without words.", "Write the words inside it."),
    13521: ("A Say longer than 4096 characters.", "Split it."),
    13615: ("A recording longer than 120 seconds is not transcribed.", 'Write maxLength="120" or less.'),
    13617: (
        "A recording too short or too long to be transcribed.",
        "Transcribed are those of 2 to 120 seconds.",
    ),
    13620: (
        "A recording could not be transcribed.",
        "A recogniser of free speech: pip install 'voicelab[whisper]'.",
    ),
    13801: ("Refer on a leg that is no SIP leg.", "On Twilio, Refer works on calls that came in by SIP."),
    14202: (
        "A verb that may not run while a caller queues.",
        "Use Say, Play, Pause, Gather, Redirect or Leave there.",
    ),
    14207: (
        "The queue is full; the call goes on.",
        "Raise max_size, or say what happens next after the Enqueue.",
    ),
    14217: ("A TaskRouter reservation; there is no TaskRouter here.", "Name the queue inside the Queue."),
    14300: (
        "A Start with what may not stand in it, or two transcriptions of one name in a call.",
        "Stop the first, or name them differently.",
    ),
    15003: ("A status callback was not answered with 2xx.", _ANSWERS),
    15004: ("A relative address in a document that has none itself.", "Write the whole URL."),
    # --- conferences
    16001: ("The party is not in the conference yet.", "Wait until its call is in progress."),
    16003: ("A conference's name that cannot be one.", _NAME),
    16020: ("The conference is full.", "Raise maxParticipants, or use a second room."),
    16022: ("The conference is over.", "A new Dial to the same name starts a new one."),
    16024: (
        "A participant's label that cannot be one.",
        "No slashes, not the form of a CallSid, not too long.",
    ),
    16025: ("Two participants of one label.", "Give each a label of its own."),
    16026: ("Two participants of one label.", "Give each a label of its own."),
    16027: ("The call to be coached is on hold.", "Take it back first: hold=False."),
    16028: ("The call to be coached is not in the conference.", _ROOM),
    # --- requests to the REST API
    20001: ("A parameter has a value that it does not take.", "The message says which, and what it takes."),
    20002: ("A FriendlyName that cannot be one.", _NAME),
    20003: (
        "The credentials are missing or wrong.",
        "Basic auth: AccountSid and AuthToken, or an API key and secret.",
    ),
    20004: ("The method is not allowed there.", "See the operations of the REST API."),
    20005: ("The account is suspended or closed.", "Ask with the credentials of its owner."),
    20006: (
        "Access denied: a bad signature, a foreign page, or too many of something.",
        "The message says which.",
    ),
    20007: ("A page larger than the API gives.", "Ask for at most 1000."),
    20009: ("It cannot be deleted as it is.", "End or empty it first."),
    20101: ("The token is not valid.", _TOKEN),
    20103: ("There is no API key to sign a token with.", "Make one: lab.twilio.new_keys.create()."),
    20104: ("The token has expired.", _TOKEN),
    20151: (
        "The token does not allow this call.",
        "Ask for a token with outgoing or incoming calls allowed.",
    ),
    20157: ("A token may not live as long as that.", "Ask for at most a day."),
    20404: ("There is nothing of that SID, name or path.", "Is it of this account, and of this lab?"),
    20409: ("There is one of that name already.", "Use that one, or choose another name."),
    20429: ("Too many requests.", "Wait a moment."),
    20500: ("The lab made a mistake.", _REPORT),
    21201: (
        "Nobody is named whom to call.",
        "Give To: a number, client:NAME, app:NAME or a document's name.",
    ),
    21205: ("The address of the document is missing or is none.", _ADDRESS),
    21206: ("Keys that cannot be sent.", "Keys are 0-9, *, #, A-D; w waits half a second."),
    21208: ("Timeout is out of its range.", "Give whole seconds, at most 600."),
    21209: ("A method that is neither GET nor POST.", _METHOD),
    21211: ("The To number is not valid.", _E164),
    21212: ("The From number is not valid.", _E164),
    21213: ("The From number is missing.", _E164),
    21214: ("The To address cannot be reached.", "A lab has no SIP: call a number or client:NAME."),
    21218: (
        "There is no such application, or it has no voice URL.",
        'lab.app("NAME", voice_url=...) makes one.',
    ),
    21220: ("The call is in no state for this.", _OVER),
    21262: (
        "Answering machine detection would tell nobody.",
        "Say where to: amdStatusCallback or AsyncAmdStatusCallback.",
    ),
    21263: (
        "A setting of answering machine detection is out of its range.",
        "The message says which, and the range.",
    ),
    21401: ("The number to verify is not valid.", _E164),
    21402: ("A voice URL that is no address, or none where one is needed.", _ADDRESS),
    21403: ("A method that is neither GET nor POST.", _METHOD),
    21420: (
        "There is no such application for the number.",
        "lab.twilio.applications.list() shows what there is.",
    ),
    21421: ("The number to have is not valid.", _E164),
    21422: ("The number is this account's already.", "Use it, or choose another."),
    21450: ("The number is verified already.", "Use it."),
    21451: ("The area code is none.", "Give its digits alone."),
    21452: ("No pretend numbers in this area code.", "AvailablePhoneNumbers lists those there are."),
    21454: ("CallDelay is out of its range.", "Give 0 to 60 seconds."),
    21456: ("The StatusCallback of a verification is no address.", _ADDRESS),
    21626: ("StatusCallbackEvent knows no such event.", "Say initiated, ringing, answered or completed."),
    32018: ("Twiml is longer than a request may carry.", "Serve it at a Url."),
    32019: ("Url was given beside Twiml or an application: Url counts.", "Give one of them."),
    # --- phones on pages
    31000: ("The call or the connection failed in a way that has no code of its own.", _REPORT),
    31001: (
        "The token's application does not exist, or has no voice URL.",
        'lab.app("NAME", voice_url=...) makes one.',
    ),
    31003: ("Nobody answered in time.", "Is a phone registered under that name? lab shows who is connected."),
    31005: (
        "The signaling connection does not answer or was lost.",
        "Is the lab running? The phone comes back by itself.",
    ),
    31100: ("The page sent a signaling message that makes no sense.", "Use the official SDK as it is."),
    31103: ("The call's parameters are too long.", "Send less with connect()."),
    31105: ("An identity that cannot be one.", _NAME),
    31106: ("The first message of an observer makes no sense.", "docs/wire.md shows it."),
    31204: ("The token is not valid: forged, or of another account.", _TOKEN),
    31205: ("The token has expired.", _TOKEN),
    31209: ("A message of the SDK is too long.", _MESSAGE),
    31210: ("A message of the SDK is of an unknown type.", _MESSAGE),
    31404: (
        "What was dialled does not exist.",
        "The message says what it looked for; lab.twiml lists the documents.",
    ),
    31480: ("A message came while its call was not open.", "Send it between accept and disconnect."),
    31481: ("There is no such call on this page.", _PAGES),
    31486: ("Busy.", "Nothing is wrong: the other side is in a call."),
    31603: ("The call was declined.", "Nothing is wrong: the other side rejected it."),
    # --- streams of sound and text
    31901: ("The stream's server did not answer in time.", _STREAM_SERVER),
    31902: ("The stream's server refuses connections.", _STREAM_SERVER),
    31910: (
        "No TLS connection to the stream's server.",
        "Is its certificate trusted? In a lab ws:// will do.",
    ),
    31920: ("What answers there is no WebSocket.", "Is the path right? A WebSocket answers with 101."),
    31922: ("The stream's address does not begin with wss://.", _WSS),
    31923: ("The stream has no address.", _WSS),
    31930: (
        "The server sent more sound than can wait.",
        "Send it as it is to be heard, and wait for the marks.",
    ),
    31931: ("The server reads too slowly; sound was lost.", "Read all the time, and work beside it."),
    31940: (
        "A connector that nobody has, or two streams of one name in a call.",
        "Give the stream a url; stop the first, or name them differently.",
    ),
    31941: ("A track that a two-way stream does not send.", 'Write track="inbound_track", or leave it out.'),
    31950: ("The server sent what is no JSON message.", "Send a JSON object with an event."),
    31951: (
        "The server sent a message that makes no sense there.",
        "Send media, mark and clear, with the streamSid.",
    ),
    31960: ("More streams than a call may have.", "A call has four tracks at most."),
    39001: ("The connection to the ConversationRelay server failed or was lost.", _STREAM_SERVER),
    53402: (
        "The page and the lab have no codec in common.",
        "Put pcmu or opus into the Device's codecPreferences.",
    ),
    53405: (
        "Sound finds no way between page and lab.",
        "Is UDP shut off? voicelab doctor says; a WebSocket carries it too.",
    ),
    # --- payments
    64003: ("The amount to charge is no amount.", "Write such as 9.99."),
    64006: ("A kind of token that there is not.", "Say one-time, reusable or payment-method."),
    64013: ("A method of payment that there is not.", "Say credit-card or ach-debit."),
    64014: (
        "A bank account without its holder's name.",
        'Put <Parameter name="AVSName" value="..."/> into the Pay.',
    ),
    64017: (
        "bankAccountType beside a card.",
        'Write paymentMethod="ach-debit", or leave bankAccountType out.',
    ),
    64018: ("An update of a payment that asks for nothing.", "Give Capture, or Status."),
    64019: ("The payment lacks a piece.", "Capture it first: the message says which."),
    64021: ("The payment is over.", "Begin another one."),
    64101: ("The relay's address does not begin with wss://.", _WSS),
}

ERROR_CODES: Final[Mapping[int, ErrorCode]] = MappingProxyType(
    {code: ErrorCode(*words) for code, words in sorted(_TABLE.items())}
)
"""By code, in order."""


def cure_of(code: int | None) -> str:
    """What to do about a code in general; empty for one that is not here."""
    known = ERROR_CODES.get(code or 0)
    return known.cure if known else ""
