"""What documents are for, read off those that name them."""

import pytest

from voicelab.twiml.roles import roles_named


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ('<Dial><Number url="/w">+14155550123</Number></Dial>', [("/w", "whisper")]),
        (
            '<Dial><Client url="/a">a</Client><Client url="/b">b</Client></Dial>',
            [("/a", "whisper"), ("/b", "whisper")],
        ),
        ('<Dial><Queue url="/n">q</Queue></Dial>', [("/n", "queue-url")]),
        ('<Dial><Conference waitUrl="/m">r</Conference></Dial>', [("/m", "wait")]),
        ('<Dial><Conference waitUrl="">r</Conference></Dial>', []),
        ("<Enqueue waitUrl='/m'>q</Enqueue>", [("/m", "queue-wait")]),
        ("<Gather action='/g'/><Redirect>/r</Redirect>", []),
    ],
)
def test_roles(inside: str, named: list[tuple[str, str]]) -> None:
    assert list(roles_named(f"<Response>{inside}</Response>")) == named


def test_what_cannot_be_read_names_nobody() -> None:
    assert list(roles_named("<Response><Dial>")) == []
