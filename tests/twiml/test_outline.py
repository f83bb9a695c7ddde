"""The outline of a document's flow."""

from voicelab.errors import Place
from voicelab.twiml.check import examine
from voicelab.twiml.outline import OutlineRow, outline

MENU = """<Response>
 <Gather numDigits="1" action="/menu" input="dtmf speech"><Say voice="alice">Press <break/> one</Say></Gather>
 <Record/>
 <Dial action="/done"><Number>+14155550123</Number><Client>bob</Client></Dial>
 <Redirect/>
</Response>"""


def test_outline() -> None:
    document = examine(MENU).document
    assert document is not None
    assert [(row.depth, row.name, row.summary) for row in outline(document)] == [
        (0, "Gather", "input dtmf speech, numDigits 1"),
        (1, "Say", '"Press one", voice alice'),
        (1, "→", "on input: /menu"),
        (0, "Record", ""),
        (1, "→", "when recorded: this document again"),
        (0, "Dial", ""),
        (1, "Number", '"+14155550123"'),
        (1, "Client", '"bob"'),
        (1, "→", "afterwards: /done"),
        (0, "Redirect", ""),
        (1, "→", "this document again"),
    ]
    assert outline(document)[1] == OutlineRow(1, "Say", '"Press one", voice alice', Place(2, 59))
