"""Voicemail with a transcription, and a survey that records an answer: Django and the official library."""

import os
import socketserver
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.urls import path

settings.configure(
    SECRET_KEY="a secret of this application",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[f"{__name__}.only_from_twilio"],
)
django.setup()

from twilio.request_validator import RequestValidator  # noqa: E402  as Django's own examples have it
from twilio.twiml.voice_response import VoiceResponse  # noqa: E402

validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
messages: dict[str, dict[str, str]] = {}
answers: dict[str, dict[str, str]] = {}


def only_from_twilio(get_response: Any) -> Any:
    def serve(request: HttpRequest) -> HttpResponse:
        signature = request.headers.get("X-Twilio-Signature", "")
        url = request.build_absolute_uri()
        if request.method == "POST" and not validator.validate(url, request.POST, signature):
            return HttpResponseForbidden()
        return get_response(request)

    return serve


def twiml(response: VoiceResponse) -> HttpResponse:
    return HttpResponse(str(response), content_type="text/xml")


def voicemail(request: HttpRequest) -> HttpResponse:
    response = VoiceResponse()
    response.say("Leave a message.")
    response.record(
        action="/voicemail/done",
        transcribe=True,
        transcribe_callback="/voicemail/transcribed",
        max_length=30,
        finish_on_key="#",
        timeout=10,
    )
    response.say("I heard nothing.")
    return twiml(response)


def voicemail_done(request: HttpRequest) -> HttpResponse:
    wanted = ("RecordingSid", "RecordingUrl", "RecordingDuration", "From")
    messages.setdefault(request.POST["RecordingSid"], {}).update({key: request.POST[key] for key in wanted})
    response = VoiceResponse()
    response.say("Thank you.")
    response.hangup()
    return twiml(response)


def voicemail_transcribed(request: HttpRequest) -> HttpResponse:
    wanted = ("TranscriptionSid", "TranscriptionStatus", "TranscriptionText")
    said = {key: request.POST.get(key, "") for key in wanted}
    messages.setdefault(request.POST["RecordingSid"], {}).update(said)
    return HttpResponse(status=204)


def inbox(request: HttpRequest) -> HttpResponse:
    return JsonResponse(messages)


def survey(request: HttpRequest) -> HttpResponse:
    response = VoiceResponse()
    gather = response.gather(num_digits=1, timeout=20, action="/survey/score?question=1")
    gather.say("Press 1 to 5.")
    return twiml(response)


def survey_score(request: HttpRequest) -> HttpResponse:
    digit = request.POST["Digits"]
    response = VoiceResponse()
    if digit not in "12345":
        response.say("Once more.")
        response.redirect("/survey")
        return twiml(response)
    given = answers.setdefault(request.POST["CallSid"], {})
    given["score"], given["question"] = digit, request.GET["question"]
    response.say("Why?")
    response.record(
        action="/survey/thanks",
        max_length=30,
        finish_on_key="#",
        timeout=10,
        recording_status_callback="/survey/recorded",
    )
    return twiml(response)


def survey_thanks(request: HttpRequest) -> HttpResponse:
    answers[request.POST["CallSid"]]["why"] = request.POST["RecordingUrl"]
    response = VoiceResponse()
    response.say(f"Thank you for {answers[request.POST['CallSid']]['score']} points.")
    return twiml(response)


def survey_recorded(request: HttpRequest) -> HttpResponse:
    given = answers.setdefault(request.POST["CallSid"], {})
    given["recording"] = f"{request.POST['RecordingStatus']} {request.POST['RecordingUrl']}"
    return HttpResponse(status=204)


def results(request: HttpRequest) -> HttpResponse:
    return JsonResponse(answers)


urlpatterns = [
    path("voicemail", voicemail),
    path("voicemail/done", voicemail_done),
    path("voicemail/transcribed", voicemail_transcribed),
    path("voicemail/inbox", inbox),
    path("survey", survey),
    path("survey/score", survey_score),
    path("survey/thanks", survey_thanks),
    path("survey/recorded", survey_recorded),
    path("survey/results", results),
]


class ThreadingServer(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, get_wsgi_application(), ThreadingServer, Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()
