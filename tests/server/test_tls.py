"""The lab's certificate authority and the server's certificate."""

from __future__ import annotations

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography import x509

from voicelab.errors import LabError
from voicelab.server.tls import certificate_authority, host_context, server_certificate


def shake_hands(chain: Path, ca_file: Path, name: str) -> str:
    """Verify the server's certificate for ``name`` as a strict client does; returns the TLS version."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(chain)
    client = ssl.create_default_context(cafile=ca_file)
    client.verify_flags |= ssl.VERIFY_X509_STRICT  # Python 3.13's default
    ours, theirs = socket.socketpair()
    with ours, theirs, ThreadPoolExecutor(1) as pool:
        done = pool.submit(lambda: server.wrap_socket(theirs, server_side=True).close())
        try:
            with client.wrap_socket(ours, server_hostname=name) as connection:
                version = connection.version() or ""
        finally:
            ours.close()
            done.exception()
    return version


@pytest.mark.parametrize(
    "name",
    [
        "localhost",
        "127.0.0.1",
        "::1",
        "api.twilio.com",
        "voice-js.roaming.twilio.com",
        "eventgw.us1.twilio.com",
        "lab.example.org",
        socket.gethostname().lower(),
    ],
)
def test_a_strict_client_that_trusts_the_authority_verifies_every_name(tmp_path: Path, name: str) -> None:
    authority = certificate_authority(tmp_path)
    chain, _ = server_certificate(tmp_path, authority, ["lab.example.org"])
    assert shake_hands(chain, authority.file, name).startswith("TLSv1.")


def test_another_name_is_not_verified(tmp_path: Path) -> None:
    authority = certificate_authority(tmp_path)
    chain, _ = server_certificate(tmp_path, authority)
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        shake_hands(chain, authority.file, "example.com")


def test_the_authority_is_made_once_even_by_labs_that_start_together(tmp_path: Path) -> None:
    """FACE: "labs of one user share credentials and certificate authority"."""
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: certificate_authority(tmp_path), range(8)))
    assert len({authority.certificate.serial_number for authority in made}) == 1
    assert certificate_authority(tmp_path).file.read_bytes() == made[0].file.read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_keys_are_for_the_user_alone(tmp_path: Path) -> None:
    authority = certificate_authority(tmp_path)
    server_certificate(tmp_path, authority)
    for name in ("ca-key.pem", "server.pem"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" not in authority.file.read_bytes()


def test_a_server_certificate_is_kept_until_a_name_is_missing(tmp_path: Path) -> None:
    authority = certificate_authority(tmp_path)

    def serial(*names: str) -> int:
        chain, _ = server_certificate(tmp_path, authority, names)
        return x509.load_pem_x509_certificate(chain.read_bytes()).serial_number

    first = serial()
    assert serial() == first
    second = serial("lab.example.org")
    assert second != first
    assert serial() == second


def test_a_server_certificate_of_a_lost_authority_is_made_again(tmp_path: Path) -> None:
    server_certificate(tmp_path, certificate_authority(tmp_path))
    (tmp_path / "ca-key.pem").unlink()
    authority = certificate_authority(tmp_path)
    chain, _ = server_certificate(tmp_path, authority)
    assert shake_hands(chain, authority.file, "localhost")


def test_a_spoilt_authority_is_said(tmp_path: Path) -> None:
    (tmp_path / "ca-key.pem").write_text("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")
    with pytest.raises(LabError, match="cannot be used") as raised:
        certificate_authority(tmp_path)
    assert "Delete the file" in raised.value.cure


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("twilio.com", {"twilio.com"}),  # and not everybody's *.com
        ("api.twilio.com", {"api.twilio.com", "*.twilio.com"}),
        ("api.dublin.ie1.twilio.com", {"api.dublin.ie1.twilio.com", "*.dublin.ie1.twilio.com"}),
    ],
)
def test_the_proxys_certificate_is_for_twilios_names_alone(
    tmp_path: Path, host: str, names: set[str]
) -> None:
    authority = certificate_authority(tmp_path)
    client, server = ssl.create_default_context(cafile=authority.file), host_context(authority, host)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    here = client.wrap_bio(incoming, outgoing, server_hostname=host)
    there = server.wrap_bio(outgoing, incoming, server_side=True)
    for end in (here, there, here):
        with suppress(ssl.SSLWantReadError):
            end.do_handshake()
    shown = here.getpeercert() or {}
    assert {name for kind, name in shown["subjectAltName"]} == names  # type: ignore[misc]
