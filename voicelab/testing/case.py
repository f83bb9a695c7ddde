"""For unittest: a test case with a lab of its own."""

from __future__ import annotations

import unittest
from typing import Any, ClassVar

from voicelab.testing.fixture import TestLab

__all__ = ["CallTestCase"]


class CallTestCase(unittest.TestCase):
    """``self.voicelab`` is what the pytest fixture is; ``voicelab_settings`` are its settings."""

    voicelab_settings: ClassVar[dict[str, Any]] = {}
    voicelab: TestLab

    def setUp(self) -> None:
        """Make the lab."""
        super().setUp()
        self.voicelab = TestLab(**self.voicelab_settings)
        self.addCleanup(self.voicelab.close)
