"""Rows of the grammar's table: calling others, queues, and going elsewhere."""

from __future__ import annotations

from voicelab.twiml.addresses import Address, SipAddress, Telephone
from voicelab.twiml.entry import TextSlot
from voicelab.twiml.rows import (
    AMD,
    KEYS_SENT,
    RECORD,
    RINGTONES,
    TRIM,
    Family,
    attribute,
    choice,
    flag,
    legacy,
    listed,
    method,
    recording_status,
    screen,
    simulated,
    status,
    text,
    url,
)
from voicelab.twiml.values import Choice, Text, Whole

__all__ = ["CALLING"]

CALLING = Family()

CALLING.add(
    "Dial",
    "Calls other parties and joins the first that answers with the caller.",
    url(
        "action",
        "Where the outcome goes, and where the next document comes from; by default the next verb runs.",
    ),
    method("method", "action", 13210),
    attribute("timeout", Whole(5, 600, unit="seconds"), "How long the others may ring.", 30, 13212),
    flag("hangupOnStar", False, "Whether the caller's * key ends the conversation.", 13213),
    attribute(
        "timeLimit",
        Whole(1, 14400, unit="seconds"),
        "How long the conversation may last.",
        14400,
        13216,
    ),
    text("callerId", "Who appears to be calling: a number, or client:NAME; by default the caller."),
    attribute(
        "record",
        Choice(tuple(RECORD.split()), {"true": "record-from-answer", "false": "do-not-record"}),
        "Whether the conversation is recorded, from when, and with one channel or two.",
        "do-not-record",
        13217,
    ),
    choice("trim", TRIM, "do-not-trim", "Whether silence at both ends of the recording is cut off."),
    recording_status(13621),
    choice("recordingTrack", "both inbound outbound", "both", "Which side is recorded."),
    flag(
        "answerOnBridge",
        False,
        "Whether the caller keeps hearing real ringing until somebody answers.",
        13219,
    ),
    choice("ringTone", RINGTONES, None, "The country whose ringing the caller hears.", 13220),
    flag("sequential", False, "Whether the targets are tried in turn instead of all at once.", 13218),
    url("referUrl", "Where the next document comes from when a SIP party asks for a transfer."),
    method("referMethod", "referUrl"),
    listed("events", "call-progress-event", "", "What of the called leg the caller's SDK gets as messages."),
    text(
        "passports", "SHAKEN/STIR passports for whoever is called: StirPassportToken, at a number of the lab."
    ),
    text("callReason", "Why the call is made; a phone in a page shows it while it rings.", 50),
    legacy("hangupOn"),
    legacy("ifMachine", code=13211),
    legacy("transcribe"),
    legacy("transcribeCallback"),
    legacy("newCallSid"),
    legacy("recordingChannels"),
    legacy("sim"),
    children="Number Client Conference Queue Sip Sim WhatsApp Application",
    text=TextSlot("number", Telephone(), 13223),
    misplaced=13215,
)
CALLING.add(
    "Number",
    "A telephone number to call.",
    attribute(
        "sendDigits",
        KEYS_SENT,
        "Keys sent after the other side answers and before the two are joined.",
        None,
        13222,
    ),
    screen(13221),
    status(),
    text("byoc", "The SID of a bring-your-own-carrier trunk; the lab has none."),
    AMD,
    legacy("action"),
    text=TextSlot("phone_number", Telephone(), 13223, 13223),
)
CALLING.add(
    "Client",
    "A browser or app phone to call, by its identity.",
    screen(),
    status(),
    url("clientNotificationUrl", "Where notifications about the client go."),
    children="Identity Parameter",
    text=TextSlot("identity", Text("an identity", longest=256)),
)
CALLING.add(
    "Identity",
    "The identity of a Client that has Parameters beside it.",
    text=TextSlot("client_identity", Text("an identity", longest=256)),
)
CALLING.add(
    "Conference",
    "A named room where any number of callers hear each other.",
    flag("muted", False, "Whether this caller joins muted.", 13230),
    choice("beep", "true false onEnter onExit", "true", "Which beeps the room hears for this caller.", 13235),
    flag("startConferenceOnEnter", True, "Whether the conference starts when this caller joins.", 13232),
    flag("endConferenceOnExit", False, "Whether the conference ends when this caller leaves.", 13231),
    url("waitUrl", "What is heard until the conference starts; empty for silence.", code=13233),
    method("waitMethod", "waitUrl", 13234),
    attribute("maxParticipants", Whole(2, 250), "How many callers the room takes.", 250),
    attribute(
        "record",
        Choice(
            ("do-not-record", "record-from-start"), {"true": "record-from-start", "false": "do-not-record"}
        ),
        "Whether the conference is recorded.",
        "do-not-record",
        13217,
    ),
    choice("trim", TRIM, "trim-silence", "Whether silence at both ends of the recording is cut off.", 13239),
    attribute(
        "coach",
        Text("the SID of a call in the room", r"CA\w{1,40}"),
        "The call to whisper to; only that call hears this caller.",
        None,
        13240,
    ),
    attribute(
        "participantLabel",
        Text("a name without / that is not a call SID", r"(?!CA[0-9a-f]{32}$)[^/]+", 128),
        "A name for this caller, unique in the room.",
        None,
        16023,
    ),
    choice(
        "jitterBufferSize",
        "large medium small off",
        "large",
        "How late a party's sound may come: 200, 120, 60, 20 ms.",
    ),
    choice(
        "region",
        "us1 us2 ie1 de1 sg1 br1 au1 jp1",
        None,
        "Where the room is said to be; the first party to say it decides. A lab mixes on this machine.",
    ),
    status("start end join leave mute hold modify speaker announcement", "", "the conference"),
    recording_status(13621),
    url("eventCallbackUrl", "The older name of recordingStatusCallback."),
    legacy("method"),
    legacy("url"),
    legacy("eventCallback"),
    legacy("eventCallbackMethod"),
    legacy("whisper"),
    legacy("coachChannel"),
    legacy("whisperChannel"),
    legacy("WhisperChannel"),
    text=TextSlot("name", Text("a room name"), 13237, 13237),
)
CALLING.add(
    "Queue",
    "The queue whose first caller is joined with this one.",
    url("url", "A document that the queued caller hears before the two are joined.", code=14211),
    method("method", "url", 14210),
    text("reservationSid", "A TaskRouter reservation; the lab has no TaskRouter."),
    text("postWorkActivitySid", "A TaskRouter activity; the lab has no TaskRouter."),
    legacy("callSid"),
    text=TextSlot("name", Text("a queue name", longest=64), 14213, 14212),
)
CALLING.add(
    "Sip",
    "A SIP endpoint to call.",
    text("username", "The user name for SIP authentication."),
    text("password", "The password for SIP authentication."),
    screen(13241),
    status(),
    AMD,
    attribute("sendDigits", KEYS_SENT, "Keys sent after the endpoint answers.", None, 13242, legacy=True),
    children="SipUri Headers",
    text=TextSlot("sip_url", SipAddress(), 13243),
    support=simulated("Without a SIP trunk nobody is at a SIP address: the call to it fails, aloud."),
)
CALLING.add(
    "SipUri",
    "One of several SIP URIs, with its priority.",
    attribute("priority", Whole(0, 65535), "Lower is tried first."),
    attribute("weight", Whole(0, 65535), "The share among URIs of the same priority."),
    text("username", "The user name for SIP authentication."),
    text("password", "The password for SIP authentication."),
    name="Uri",
    text=TextSlot("sip_url", SipAddress(), 13243, 13243),
    support=simulated("Read; without a SIP trunk nobody is there."),
)
CALLING.add(
    "Headers",
    "SIP headers to send.",
    children="Header",
    support=simulated("Read; without a SIP trunk nobody gets them."),
)
CALLING.add(
    "Header",
    "One SIP header.",
    text("name", "Its name: x-*, User-to-User, or another that may be set."),
    text("value", "Its value."),
    support=simulated("Read; without a SIP trunk nobody gets it."),
)
CALLING.add(
    "Sim",
    "A SIM card to call, by its SID.",
    text=TextSlot("sim_sid", Text("a SIM SID")),
    support=simulated("There are no SIM cards in a lab: the call to one fails, aloud."),
)
CALLING.add(
    "WhatsApp",
    "A WhatsApp number to call.",
    screen(),
    status(),
    text=TextSlot("phone_number", Telephone(), 13223, 13223),
    support=simulated("There is no WhatsApp in a lab: the call to it fails, aloud."),
)
CALLING.add(
    "Application",
    "Another TwiML application to call.",
    screen(),
    status(),
    text("customerId", "An identifier handed to the application; the account's SID by default.", 256),
    flag("copyParentTo", False, "Whether the application sees the To of this call."),
    children="ApplicationSid Parameter",
    text=TextSlot("application_sid", Text("an application SID")),
)
CALLING.add(
    "ApplicationSid",
    "The SID of an Application that has Parameters beside it.",
    text=TextSlot("sid", Text("an application SID")),
)
CALLING.add(
    "Parameter",
    "A name and a value handed to the other side.",
    text("name", "The parameter's name."),
    text("value", "The parameter's value."),
)
CALLING.add(
    "Config",
    "One setting of the service.",
    text("name", "The setting's name."),
    text("value", "The setting's value."),
    support=simulated("Handed on with the settings of its noun; no engine here has such a setting."),
)

CALLING.add(
    "Enqueue",
    "Puts the caller into a queue, where the wait document repeats until somebody takes the call.",
    url("action", "Where the outcome goes; by default the next verb runs.", code=14203),
    method("method", "action", 14201),
    url("waitUrl", "What the caller hears while waiting; empty for silence.", code=14202),
    method("waitUrlMethod", "waitUrl", 14206),
    attribute("maxQueueSize", Whole(1, 5000), "How many callers the queue takes.", None),
    text("workflowSid", "A TaskRouter workflow; the lab has no TaskRouter."),
    children="Task",
    text=TextSlot("name", Text("a queue name", longest=64), 14205, 14204),
)
CALLING.add(
    "Task",
    "The attributes of a TaskRouter task, as JSON.",
    attribute("priority", Whole(0), "The task's priority."),
    attribute("timeout", Whole(0, unit="seconds"), "How long the task may wait."),
    text=TextSlot("body", Text("JSON")),
    support=simulated(
        "There is no TaskRouter: a notification shows the task, and the call waits in an ordinary queue."
    ),
)
CALLING.add("Leave", "Leaves the queue whose wait document this is.")

CALLING.add(
    "Redirect",
    "Continues with the document at another URL; verbs after it never run.",
    method("method", "the URL", 13710),
    text=TextSlot("url", Address(), 11100),
)
CALLING.add(
    "Reject",
    "Refuses the call without answering it, if it is the first verb.",
    choice("reason", "rejected busy", "rejected", "What the caller is told.", 13810),
    children="Parameter",
)
CALLING.add("Hangup", "Ends the call.", children="Parameter")
CALLING.add("Echo", "Plays the caller's own sound back until the caller hangs up.")
CALLING.add(
    "Sms",
    "Sends a text message during the call; an older verb.",
    attribute("to", Telephone(), "The number to send to; by default the caller.", None, 14101),
    text("from", "The number to send from; by default the one that was called."),
    url("action", "Where the outcome goes, and where the next document comes from.", None),
    method("method", "action", 14104),
    url("statusCallback", "Where delivery is reported.", code=14105),
    text=TextSlot("message", Text("a message", longest=1600), 14103, 14103),
    support=simulated("No message is sent; a notification shows what it would have said."),
)
CALLING.add(
    "Refer",
    "Asks the SIP phone of the caller to call somebody else.",
    url("action", "Where the outcome goes, and where the next document comes from."),
    method("method", "action"),
    children="ReferSip",
    support=simulated("Only a SIP leg can be referred, and a lab has none: 13801, aloud."),
)
CALLING.add(
    "ReferSip",
    "The SIP URI that the phone is referred to.",
    legacy("method"),
    legacy("url"),
    legacy("sendDigits"),
    legacy("statusCallback"),
    legacy("statusCallbackMethod"),
    legacy("statusCallbackEvent"),
    legacy("username"),
    legacy("password"),
    name="Sip",
    text=TextSlot("sip_url", SipAddress(), 13243, 13243),
    support=simulated("Read; a lab has no SIP leg to refer."),
)
