"""``GET /``: who opens the lab's address in a browser is told what this is, and where to go. No secret, no script."""

from __future__ import annotations

import base64
import hashlib
import html

from aiohttp import web

from voicelab import __version__
from voicelab.errors import RequestError
from voicelab.server.lab import LAB

__all__ = ["front"]

_STYLE = """
:root{color-scheme:light dark;--soft:light-dark(#5b6270,#a3aab8);--line:light-dark(#dfe2e8,#2f333d);
--card:light-dark(#fff,#191b21);--page:light-dark(#f6f7f9,#111317);--text:light-dark(#16181d,#eceef2);
--wash:light-dark(#f1f3f6,#262a33);--green:light-dark(#12805c,#3cc493)}
body{margin:0;padding:6vh 20px;background:var(--page);color:var(--text);
font:15px/1.6 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
main{max-width:660px;margin:auto;background:var(--card);border:1px solid var(--line);border-radius:14px;
padding:26px 30px}
h1{margin:0;font-size:20px}h1 i{display:inline-block;width:10px;height:10px;border-radius:50%;
background:var(--green);margin-right:10px}h1 small{color:var(--soft);font-weight:400;font-size:13px;margin-left:8px}
h2{font-size:15px;margin:22px 0 4px}p{margin:8px 0}a{color:light-dark(#1d4fa5,#9fc3ff)}
code{font:13px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;background:var(--wash);padding:1px 6px;
border-radius:5px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 18px;margin:10px 0 0}dd{margin:0}
dd,.soft{color:var(--soft)}@media(max-width:520px){dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:8px}}
"""

_POLICY = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_DOORS = (
    ("/health", "is it alive", True),
    ("/twiml/NAME", "its documents, by name", False),
    ("/2010-04-01/…", "the REST API, as Twilio's official libraries speak it", False),
    ("/signal", "WebSocket of the official browser SDKs", False),
)

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>VoiceLab</title><style>{style}</style></head><body><main>
<h1><i></i>VoiceLab<small>version {version}</small></h1>
<p>This is a lab: Twilio Voice on your own machine, for learning and testing. It runs; there is nothing to do on this
page. Phones, boards and timelines are in the notebook that started it.</p>
<h2>In a notebook</h2>
<p><code>%load_ext voicelab</code>, then a cell that begins with <code>%%twiml welcome</code>, or
<code>lab.phone("alice", to="welcome")</code>.</p>
<h2>In a program</h2>
<p>Give the official helper library this address: <code>client.api.base_url = "{url}"</code></p>
<h2>In a terminal</h2>
<p><code>voicelab call WHAT</code> places a call, <code>voicelab doctor</code> says what is wrong and what helps,
<code>voicelab --help</code> the rest.</p>
<h2>What answers here</h2>
<dl>{doors}</dl>
<p class="soft">VoiceLab is not made by Twilio, and talks to none of its servers.</p>
</main></body></html>
"""


async def front(request: web.Request) -> web.Response:
    """The page, for browsers; for programs there is nothing here, in Twilio's words."""
    if "text/html" not in request.headers.get("Accept", ""):
        raise RequestError(
            "There is nothing at this address.",
            status=404,
            code=20404,
            cure="The REST API is at /2010-04-01, documents at /twiml/NAME, and /health says whether a lab is there.",
        )
    doors = "".join(
        f"<dt>{f'<a href={path[1:]}>' if linked else ''}<code>{html.escape(path)}</code>{'</a>' if linked else ''}</dt>"
        f"<dd>{html.escape(words)}</dd>"
        for path, words, linked in _DOORS
    )
    page = _PAGE.format(
        style=_STYLE,
        version=html.escape(__version__),
        url=html.escape(request.app[LAB].base_url),
        doors=doors,
    )
    headers = {
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return web.Response(text=page, content_type="text/html", charset="utf-8", headers=headers)
