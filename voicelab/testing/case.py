"""For unittest: a test case with a lab of its own."""

from __future__ import annotations

import unittest
from collections.abc import Callable
from typing import Any, ClassVar

from voicelab.testing.fixture import TestLab

__all__ = ["CallTestCase"]


class CallTestCase(unittest.TestCase):
    """``self.voicelab`` is what the pytest fixture is; ``voicelab_settings`` are its settings."""

    voicelab_settings: ClassVar[dict[str, Any]] = {}
    voicelab: TestLab
    at_voicelab_end: Callable[[TestLab], None] | None = None
    """Called with the lab before it is closed; set by the pytest plug-in."""

    def setUp(self) -> None:
        """Make the lab."""
        super().setUp()
        self.voicelab = TestLab(**self.voicelab_settings)
        self.addCleanup(self._end_voicelab)

    def _end_voicelab(self) -> None:
        try:
            if self.at_voicelab_end is not None:
                self.at_voicelab_end(self.voicelab)
        finally:
            self.voicelab.close()
