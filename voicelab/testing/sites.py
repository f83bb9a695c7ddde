"""The kinds of web application a test may call, each answering one request: WSGI, ASGI, functions, documents.

WSGI and ASGI applications are real programs with threads and sockets of their own, so they run outside (WSGI
in a thread, ASGI on a real loop in a thread) while virtual time stands still. A plain function runs in a
thread, an ``async`` one on the test's own loop, where it may let virtual time pass.
"""

from __future__ import annotations

import asyncio
import inspect
import io
import sys
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from voicelab.calls.webhook_function import Parameters, call_with, read_answer
from voicelab.engine.web import WebAnswer, WebFailure, WebRequest
from voicelab.errors import ApplicationError
from voicelab.testing.asgi_site import AsgiSite
from voicelab.testing.background import BackgroundLoop, in_thread
from voicelab.testing.site_answers import Failures, crashed, joined, late

__all__ = ["FunctionSite", "Site", "WsgiSite", "site_of"]

T = TypeVar("T")


class Site(Protocol):
    """Something that answers requests."""

    outside: bool
    """Whether it is real work during which time stands still."""

    async def answer(self, request: WebRequest) -> WebAnswer:
        """Answer one request; WebFailure when there is no answer within its time."""
        ...


def site_of(application: Any, background: BackgroundLoop, failed: Failures) -> Site:
    """The site for an application: by its call, which WSGI gives two arguments and ASGI three.

    ``failed`` is told of exceptions that the application raised; they are answered with status 500.
    """
    call = application if inspect.isroutine(application) else getattr(application, "__call__", None)  # noqa: B004
    if call is None:
        raise TypeError(
            f"{type(application).__name__} is no application: give TwiML, an address, a function, "
            "or a WSGI or ASGI application."
        )
    try:
        parameters = [
            p
            for p in inspect.signature(call).parameters.values()
            if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty
        ]
    except (TypeError, ValueError):
        parameters = []
    if len(parameters) >= 3 or (len(parameters) == 2 and inspect.iscoroutinefunction(call)):
        return AsgiSite(application, background, failed)
    if len(parameters) == 2:
        return WsgiSite(application, failed)
    return FunctionSite(application, failed)


class FunctionSite:
    """A Python function as a webhook."""

    def __init__(self, function: Callable[..., Any], failed: Failures) -> None:
        self._function = function
        self._failed = failed
        self.outside = not inspect.iscoroutinefunction(function)

    async def answer(self, request: WebRequest) -> WebAnswer:
        """Call the function with the request's parameters; an array is sound, as from a webhook in a notebook."""
        parts = urlsplit(request.url)
        values = dict(parse_qsl(parts.query, keep_blank_values=True))
        values.update(parse_qsl(request.body.decode(), keep_blank_values=True))
        parameters = Parameters(
            values, method=request.method, url=request.url, path=parts.path, headers=request.headers
        )
        try:
            if not self.outside:
                value = await _in_time(call_with(self._function, parameters), request)
            else:
                value = await in_thread(lambda: call_with(self._function, parameters), request.total_timeout)
                if inspect.iscoroutine(value):
                    value = await _in_time(value, request)
            answer = read_answer((_sound_file(value), 200, "audio/wav") if _is_array(value) else value)
        except TimeoutError:
            raise late(request) from None
        except WebFailure:
            raise
        except Exception as error:
            return crashed(error, self._failed)
        body = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
        return WebAnswer(answer.status, {"content-type": answer.content_type}, body)


class WsgiSite:
    """A WSGI application, such as Flask's or Django's."""

    outside = True

    def __init__(self, application: Callable[..., Iterable[bytes]], failed: Failures) -> None:
        self._application = application
        self._failed = failed

    async def answer(self, request: WebRequest) -> WebAnswer:
        """Run the application in a thread."""
        try:
            return await in_thread(lambda: self._run(request), request.total_timeout)
        except TimeoutError:
            raise late(request) from None
        except Exception as error:
            return crashed(error, self._failed)

    def _run(self, request: WebRequest) -> WebAnswer:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[[bytes], None]:
            started.append((status, headers))
            return body.extend

        body = bytearray()
        parts = urlsplit(request.url)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(parts.path, "latin-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": parts.hostname or "",
            "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(request.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": parts.scheme,
            "wsgi.input": io.BytesIO(request.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "HTTP_HOST": parts.netloc,
        }
        for name, value in request.headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
        answered = self._application(environ, start_response)
        try:
            for piece in answered:
                body.extend(piece)
                if len(body) > request.limit:
                    break
        finally:
            if hasattr(answered, "close"):
                answered.close()
        if not started:
            raise RuntimeError("the WSGI application did not call start_response")
        status, headers = started[-1]
        return WebAnswer(int(status.split()[0]), joined(headers), bytes(body[: request.limit + 1]))


def _is_array(value: object) -> bool:
    return type(value).__module__ == "numpy" and hasattr(value, "ndim")


def _sound_file(values: Any) -> bytes:
    """A WAV of an array of values -1 to 1 (or 16-bit ones), 8000 a second; a second column is a second channel."""
    import numpy as np

    from voicelab.media.files import encode_wav

    if values.ndim not in (1, 2) or (values.ndim == 2 and values.shape[1] not in (1, 2)):
        raise ApplicationError(
            f"an array of shape {values.shape} is no sound.", cure="Return one row of values, or two columns."
        )
    if values.dtype != np.int16:
        values = np.rint(np.clip(np.nan_to_num(values.astype(np.float64)), -1.0, 1.0) * 32767).astype(
            np.int16
        )
    return encode_wav(values, channels=2 if values.ndim == 2 and values.shape[1] == 2 else 1)


async def _in_time(work: Coroutine[Any, Any, T], request: WebRequest) -> T:
    async with asyncio.timeout(request.total_timeout):
        return await work
