"""What is remembered: one SQLite file per lab in its data directory."""

from voicelab.ledger.ledger import Ledger
from voicelab.ledger.pages import Condition
from voicelab.ledger.place import Place, take_place
from voicelab.ledger.retention import Limits

__all__ = ["Condition", "Ledger", "Limits", "Place", "take_place"]
