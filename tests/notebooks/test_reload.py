"""A page that is reloaded in mid-call: the call ends at both ends, and the phone that comes back says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from jupyter_page import JupyterLab, Notebook
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("choice", "name"), [("webrtc", "WebRTC"), ("websocket", "WebSocket")])
def test_a_reload_ends_the_call_and_the_phone_says_so(
    page: Page, start_jupyter: Callable[..., JupyterLab], choice: str, name: str
) -> None:
    """Through jupyter-server-proxy, where the lab cannot see that the tab was closed; the phone works again."""
    jupyter = start_jupyter()
    notebook = Notebook.open(page, jupyter, "01-hello.ipynb")
    notebook.run_above("caller = lab.caller(")
    lab = notebook.lab()
    notebook.run(f'phone.transport_choice = "{choice}"')
    phone = page.get_by_role("group", name="Phone alice", exact=True)
    phone.scroll_into_view_if_needed()
    status = phone.locator(".vl-status")
    expect(status).to_have_text(f"ready · {name}")
    phone.get_by_role("button", name="Call", exact=True).click()
    expect(status).to_have_text(f"in call · {name}")
    call = lab.calls[-1]
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    page.reload()
    call.wait(20)  # a page that only vanished is waited for longer: this one said goodbye
    assert call.status == "completed"
    phone.scroll_into_view_if_needed()
    expect(status).to_have_text(f"ready · {name}", timeout=120_000)
    expect(phone.locator(".vl-now")).to_contain_text("ended · the page was reloaded")

    phone.get_by_role("button", name="Call", exact=True).click()
    expect(status).to_have_text(f"in call · {name}")
    phone.get_by_role("button", name="Hang up", exact=True).click()
    again = lab.calls[-1]
    again.wait(60)
    assert again.status == "completed" and again.sid != call.sid
