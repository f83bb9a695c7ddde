"""What a stranger does with ``lab``: odd names, tables without rows, functions of one name, a lab that has ended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from voicelab.errors import LabError, WrongValue
from voicelab.kernel import connection
from voicelab.kernel.lab import Lab


@pytest.mark.parametrize("name", [5, None, ("a", "b")])
def test_what_is_no_name_is_no_document(lab: Lab, name: Any) -> None:
    """A mapping's manners: ``in`` is False, reading and deleting a KeyError, writing a TypeError."""
    assert name not in lab.twiml and lab.twiml.get(name) is None
    with pytest.raises(KeyError, match="has no document"):
        lab.twiml[name]
    with pytest.raises(KeyError, match="has no document"):
        del lab.twiml[name]
    with pytest.raises(TypeError, match="no name of a document"):
        lab.twiml[name] = "<Response/>"


def test_what_is_no_document_is_a_type_error_and_a_tree_of_lxml_is_one(lab: Lab) -> None:
    with pytest.raises(TypeError, match="int is not a document"):
        lab.twiml["stranger"] = 5  # type: ignore[assignment]
    assert "stranger" not in lab.twiml
    lab.twiml["stranger"] = etree.ElementTree(etree.fromstring("<Response><Hangup/></Response>"))  # type: ignore[assignment]
    assert lab.twiml.pop("stranger") == "<Response><Hangup/></Response>"


def test_functions_without_a_name_of_their_own_are_told_apart(lab: Lab) -> None:
    """Two lambdas for two numbers: the second does not take the first one's calls."""
    one = lab.number("+15005550031", voice_url=lambda: "<Response><Reject/></Response>")
    two = lab.number("+15005550032", voice_url=lambda: "<Response><Hangup/></Response>")
    assert one.voice_url != two.voice_url

    def menu(answer: str) -> Any:
        def handler() -> str:
            return answer

        return handler

    sales, support = menu("<Response/>"), menu("<Response><Hangup/></Response>")
    assert lab.webhook_url(sales) != lab.webhook_url(support)
    assert lab.webhook_url(sales) == lab.webhook_url(sales)


@pytest.mark.parametrize("identity", ["", "  "])
def test_a_phone_needs_a_name(lab: Lab, identity: str) -> None:
    with pytest.raises(WrongValue, match=r"no identity.*lab\.phone"):
        lab.phone(identity)
    with pytest.raises(WrongValue, match="no identity"):
        lab.walkie_talkie(identity)


def test_what_is_left_of_a_lab_that_has_ended_shows_itself(tmp_path: Path) -> None:
    """A cell that is run again after ``%unload_ext`` shows what is known, and says why there is no more."""
    own = connection._start(tmp_path)
    try:
        first = Lab(own.url, own.account_sid, own.auth_token)
        assert list(first.calls.to_frame().columns)[:2] == ["account_sid", "from"]
        assert [len(t.to_frame()) for t in (first.recordings, first.notifications, first.queues)] == [0, 0, 0]
        assert {"code", "message"} <= set(first.notifications.to_frame().columns)
        call = first.call("client:nobody", "<Response><Hangup/></Response>").wait(120)
        assert {*first.calls.to_frame().columns} == {*call.record()}
        call._connection = own
        table = first.calls
        table._fetch = lambda: own.client.calls()  # type: ignore[assignment, return-value]
    finally:
        own.end()
    assert call.sid in repr(call) and "no-answer" in repr(call)
    assert "This lab was ended." in call._repr_html_()
    assert "This lab was ended." in repr(table) and "This lab was ended." in table._repr_html_()
    with pytest.raises(LabError, match=r"This lab was ended\. %reload_ext voicelab"):
        _ = call.events


def test_who_routes_calls_to_a_document_that_is_not_there_sees_it(lab: Lab) -> None:
    """No error: the cell that publishes it may stand below."""
    words = "no document not-written yet"
    made = lab.app("stranger", voice_url="not-written"), lab.number("+15005550033", voice_url="not-written")
    assert all(words in repr(each) and words in each._repr_html_() for each in made)
    lab.twiml["not-written"] = "<Response/>"
    assert words not in repr(lab.app("stranger", voice_url="not-written"))
    assert words not in repr(lab.app("stranger"))
    assert "yet" not in repr(lab.app("stranger", voice_url="http://127.0.0.1:9/none"))
    del lab.twiml["not-written"]
