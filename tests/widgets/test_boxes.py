"""Somebody's own box around our widgets is shown as they are: live, and by what stands for them without a kernel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ipywidgets
import pytest
from IPython.core.interactiveshell import InteractiveShell

from voicelab.widgets.board import QueueBoard
from voicelab.widgets.opening import STAND_IN_MIME
from voicelab.widgets.phone import PhoneWidget

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def phone(identity: str) -> PhoneWidget:
    return PhoneWidget(identity, credentials=dict)


def shown(shell: InteractiveShell, widget: Any) -> dict[str, Any]:
    """What a cell whose last line is ``widget`` has as its output."""
    assert shell.display_formatter is not None
    data, _ = shell.display_formatter.format(widget)
    return data


def told(box: Any) -> list[dict[str, Any]]:
    """From now on, what is said of ``box`` on its comm."""
    said: list[dict[str, Any]] = []
    box.comm.send = lambda data=None, *_, **__: said.append(data)
    return said


def test_a_box_of_phones_has_the_stand_ins_of_all_of_them(shell: InteractiveShell) -> None:
    slider, label = ipywidgets.IntSlider(), ipywidgets.Label("Two & more")
    inner = ipywidgets.VBox([phone("b"), slider])
    box = ipywidgets.HBox([label, phone("a"), inner])
    said, said_of_inner = told(box), told(inner)
    data = shown(shell, box)
    html = data["text/html"]
    assert html.index("Two &amp; more") < html.index("Phone a") < html.index("Phone b")
    assert STAND_IN_MIME in data and data["text/plain"].startswith("HBox(children=")
    frame = ipywidgets.widgets.widget._instances[data[VIEW]["model_id"]]
    assert frame.children == (box,), "the live view is of the box itself"
    # who runs the notebook without a page keeps the state of the boxes without what it has no state of
    assert said == [
        {
            "method": "kept",
            "state": {"children": [f"IPY_MODEL_{each.model_id}" for each in (label, inner)]},
            "buffer_paths": [],
        }
    ]
    assert said_of_inner[0]["state"] == {"children": [f"IPY_MODEL_{slider.model_id}"]}
    assert shown(shell, box)[VIEW] == data[VIEW], "shown again it is no other model"


def test_boxes_without_ours_are_shown_as_ever(shell: InteractiveShell) -> None:
    assert phone("somebody")  # ours have been made
    box = ipywidgets.HBox([ipywidgets.IntSlider()])
    said = told(box)
    data = shown(shell, box)
    assert data[VIEW]["model_id"] == box.model_id
    assert "text/html" not in data and STAND_IN_MIME not in data and said == []


def test_who_shows_boxes_in_a_way_of_his_own_still_does(shell: InteractiveShell) -> None:
    assert shell.display_formatter is not None
    mimebundle: Any = shell.display_formatter.mimebundle_formatter
    mimebundle.for_type(ipywidgets.Box, lambda box: {"text/plain": "his own"})
    assert shown(shell, ipywidgets.VBox([phone("a")]))["text/plain"] == "his own"


def test_a_models_name_is_a_number_that_pages_can_tell_apart() -> None:
    names = {QueueBoard(credentials=dict).model_id for _ in range(50)}
    assert len(names) == 50
    assert all(name == str(int(name)) and 0 < int(name) < 2**53 for name in names)
