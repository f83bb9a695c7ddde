"""The ledger's tables, and the steps that bring an older ledger up to date.

``PRAGMA user_version`` counts the steps a file has been through. A step that has been released is never
edited; a change is a new step at the end.
"""

from __future__ import annotations

import sqlite3

from voicelab.errors import LabError

__all__ = ["STEPS", "VERSION", "migrate"]

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE calls (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        from_ TEXT NOT NULL,
        "to" TEXT NOT NULL,
        direction TEXT NOT NULL,
        status TEXT NOT NULL,
        parent_call_sid TEXT,
        application_sid TEXT,
        phone_number_sid TEXT,
        forwarded_from TEXT,
        caller_name TEXT,
        answered_by TEXT,
        date_created TEXT,
        start_time TEXT,
        end_time TEXT,
        duration INTEGER,
        parameters TEXT NOT NULL
    );
    CREATE INDEX calls_by_account ON calls (account_sid, id);
    CREATE INDEX calls_by_parent ON calls (parent_call_sid) WHERE parent_call_sid IS NOT NULL;

    CREATE TABLE recordings (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        call_sid TEXT NOT NULL,
        status TEXT NOT NULL,
        source TEXT NOT NULL,
        channels INTEGER NOT NULL,
        track TEXT NOT NULL,
        start_time TEXT,
        duration REAL,
        path TEXT,
        conference_sid TEXT,
        error_code INTEGER
    );
    CREATE INDEX recordings_by_call ON recordings (call_sid);

    CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        call_sid TEXT NOT NULL,
        at REAL NOT NULL,
        json TEXT NOT NULL
    );
    CREATE INDEX events_by_call ON events (call_sid, id);

    CREATE TABLE notifications (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        call_sid TEXT NOT NULL,
        date TEXT NOT NULL,
        code INTEGER,
        level TEXT NOT NULL,
        message TEXT NOT NULL,
        cure TEXT NOT NULL,
        line INTEGER,
        "column" INTEGER,
        document INTEGER,
        url TEXT NOT NULL
    );
    CREATE INDEX notifications_by_call ON notifications (call_sid);

    CREATE TABLE exchanges (
        call_sid TEXT NOT NULL,
        exchange INTEGER NOT NULL,
        account_sid TEXT NOT NULL,
        date TEXT NOT NULL,
        purpose TEXT NOT NULL,
        method TEXT NOT NULL,
        url TEXT NOT NULL,
        parameters TEXT NOT NULL,
        signature TEXT NOT NULL,
        started REAL NOT NULL,
        duration REAL,
        status INTEGER,
        content_type TEXT,
        body TEXT,
        error_code INTEGER,
        PRIMARY KEY (call_sid, exchange)
    ) WITHOUT ROWID;

    CREATE TABLE applications (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        friendly_name TEXT NOT NULL,
        voice_url TEXT NOT NULL,
        voice_method TEXT NOT NULL,
        voice_fallback_url TEXT NOT NULL,
        voice_fallback_method TEXT NOT NULL,
        status_callback TEXT NOT NULL,
        status_callback_method TEXT NOT NULL,
        date_created TEXT,
        date_updated TEXT
    );

    CREATE TABLE numbers (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        phone_number TEXT NOT NULL,
        friendly_name TEXT NOT NULL,
        voice_application_sid TEXT NOT NULL,
        voice_url TEXT NOT NULL,
        voice_method TEXT NOT NULL,
        voice_fallback_url TEXT NOT NULL,
        voice_fallback_method TEXT NOT NULL,
        status_callback TEXT NOT NULL,
        status_callback_method TEXT NOT NULL,
        date_created TEXT,
        date_updated TEXT
    );

    CREATE TABLE documents (
        account_sid TEXT NOT NULL,
        name TEXT NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (account_sid, name)
    );
    """,
    """
    ALTER TABLE applications ADD COLUMN extra TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE numbers ADD COLUMN extra TEXT NOT NULL DEFAULT '{}';

    CREATE TABLE api_keys (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        friendly_name TEXT NOT NULL,
        secret TEXT NOT NULL,
        date_created TEXT,
        date_updated TEXT
    );

    CREATE TABLE caller_ids (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        phone_number TEXT NOT NULL,
        friendly_name TEXT NOT NULL,
        date_created TEXT,
        date_updated TEXT
    );

    CREATE TABLE conferences (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        friendly_name TEXT NOT NULL,
        status TEXT NOT NULL,
        reason_ended TEXT NOT NULL,
        call_sid_ending TEXT NOT NULL,
        date_created TEXT,
        date_updated TEXT
    );
    CREATE INDEX conferences_by_account ON conferences (account_sid, id);

    CREATE TABLE queues (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        friendly_name TEXT NOT NULL,
        max_size INTEGER NOT NULL,
        date_created TEXT,
        date_updated TEXT
    );
    CREATE INDEX recordings_by_account ON recordings (account_sid, id);
    CREATE INDEX notifications_by_account ON notifications (account_sid, id);
    """,
    """
    CREATE TABLE transcriptions (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        recording_sid TEXT NOT NULL,
        status TEXT NOT NULL,
        transcription_text TEXT NOT NULL,
        duration REAL NOT NULL,
        date_created TEXT,
        date_updated TEXT
    );
    CREATE INDEX transcriptions_by_recording ON transcriptions (recording_sid);
    """,
    """
    CREATE TABLE accounts (
        id INTEGER PRIMARY KEY,
        sid TEXT NOT NULL UNIQUE,
        account_sid TEXT NOT NULL,
        friendly_name TEXT NOT NULL,
        auth_token TEXT NOT NULL,
        status TEXT NOT NULL,
        max_calls INTEGER NOT NULL,
        max_calls_per_second REAL NOT NULL,
        max_recordings INTEGER NOT NULL,
        date_created TEXT,
        date_updated TEXT
    );
    """,
    """
    ALTER TABLE conferences ADD COLUMN region TEXT NOT NULL DEFAULT 'us1';
    """,
    """
    CREATE TABLE hosts (
        host TEXT NOT NULL PRIMARY KEY,
        address TEXT NOT NULL
    );
    """,
)

VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection) -> int:
    """Bring the ledger up to date; returns the version it had before.

    Every step is one transaction with its version, so a killed migration goes on where it stopped. Raises
    LabError for a ledger that a newer VoiceLab has written.
    """
    (before,) = connection.execute("PRAGMA user_version").fetchone()
    if before > VERSION:
        raise LabError(
            f"The ledger was written by a newer VoiceLab (tables {before}, this one knows {VERSION}).",
            cure="Update VoiceLab, or use another data directory (--data-dir).",
        )
    for version, step in enumerate(STEPS[before:], before + 1):
        connection.executescript(f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {version};\nCOMMIT;")
    return int(before)
