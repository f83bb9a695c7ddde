"""Real programs as applications: started once, shut down, crashing, calling the REST API from their handlers."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI, Response
from flask import Flask, request
from twilio.request_validator import RequestValidator

from voicelab.testing import Surprise, TestLab

ALIVE = "<Response><Say>It is alive</Say></Response>"


def api(**settings: Any) -> FastAPI:
    application = FastAPI(**settings)

    @application.post("/")
    def root() -> Response:
        return Response(ALIVE, media_type="text/xml")

    return application


def test_an_asgi_application_starts_once_and_is_shut_down_with_the_test(voicelab: TestLab) -> None:
    happened = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        happened.append("start-up")
        yield
        happened.append("shutdown")

    application = api(lifespan=lifespan)
    for _ in range(3):
        voicelab.dial(application).hears("It is alive")
    assert happened == ["start-up"]
    voicelab.close()
    assert happened == ["start-up", "shutdown"]


def test_an_asgi_application_that_does_not_start_says_why(voicelab: TestLab) -> None:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        raise KeyError("DATABASE_URL")
        yield

    call = voicelab.dial(api(lifespan=lifespan))
    with pytest.raises(Surprise, match="the application's start-up failed: KeyError: 'DATABASE_URL'"):
        call.hears("It is alive")


def test_a_crash_is_named_in_the_timeline(voicelab: TestLab) -> None:
    def app() -> str:
        return str({}["x"])

    call = voicelab.dial(app)
    call.ended()
    assert "answered 500: KeyError: 'x'" in call.timeline


def test_a_handler_that_exits_is_a_crash_and_not_the_end_of_the_tests(voicelab: TestLab) -> None:
    def app() -> str:
        sys.exit(3)

    call = voicelab.dial(app)
    assert call.ended("completed")
    assert call.requests[0].status == 500


def flask_program(make: Callable[[], str]) -> Any:
    program = Flask("program")
    program.post("/")(lambda: f"<Response><Say>It is {make()}</Say></Response>")
    return program


def fastapi_program(make: Callable[[], str]) -> Any:
    program = FastAPI()

    @program.post("/")
    async def root() -> (
        Response
    ):  # on the application's own loop, which the client blocks as it would anywhere
        return Response(f"<Response><Say>It is {make()}</Say></Response>", media_type="text/xml")

    return program


def function_program(make: Callable[[], str]) -> Any:
    return lambda: f"<Response><Say>It is {make()}</Say></Response>"


@pytest.mark.parametrize("program", [flask_program, fastapi_program, function_program])
def test_a_program_makes_calls_from_its_handlers(
    voicelab: TestLab, program: Callable[[Callable[[], str]], Any]
) -> None:
    """It is given ``voicelab.twilio``, as it would be given any ``twilio.rest.Client``."""
    client = voicelab.twilio
    voicelab.callee("+15005550020", hangs_up_after=30)

    def make() -> str:
        made = client.calls.create(
            to="+15005550020", from_="+15005550006", twiml='<Response><Pause length="60"/></Response>'
        )
        return str(made.status)

    call = voicelab.dial(program(make))
    call.hears("It is queued")
    assert call.ended("completed")
    voicelab.waits(60)
    assert [each.status for each in client.calls.list()] == ["completed", "completed"]


@pytest.mark.voicelab(render=True)
def test_a_function_that_returns_an_array_serves_its_sound(voicelab: TestLab) -> None:
    """As a webhook function in a notebook does."""
    seconds = np.arange(0, 1.5, 1 / 8000)
    voicelab.serve("http://sounds.test", lambda: 0.4 * np.sin(2 * np.pi * 440 * seconds))
    call = voicelab.dial("<Response><Play>http://sounds.test/chime.wav</Play></Response>")
    assert call.ended("completed") and 1.4 < voicelab.elapsed < 1.8
    assert not call.notifications and call.requests[-1].content_type == "audio/wav"


@pytest.mark.voicelab(account_sid="AC" + "5" * 32, auth_token="s3cret")
def test_an_application_that_validates_requests_is_called_under_its_own_account(voicelab: TestLab) -> None:
    program = Flask("program")

    @program.post("/")
    def root() -> str:
        validator = RequestValidator("s3cret")
        signature = request.headers["X-Twilio-Signature"]
        assert request.form["AccountSid"] == "AC" + "5" * 32
        return f"<Response><Say>It is {validator.validate(request.url, request.form, signature)}</Say></Response>"

    voicelab.dial(program).hears("It is True")
    assert voicelab.twilio.username == voicelab.account_sid == "AC" + "5" * 32
