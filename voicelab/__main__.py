"""``python -m voicelab``: the same as the ``voicelab`` command."""

from voicelab.cli import main

raise SystemExit(main())
