"""The lab's own certificate authority, made once in the data directory, and the server's certificate.

The labs of one user share the authority, so it needs to be trusted once. Keys are readable by the user alone.
Everything that strict verifiers ask for is there (Python 3.13: RFC 5280's key identifiers, critical flags).
"""

from __future__ import annotations

import ipaddress
import os
import secrets
import socket
import ssl
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from voicelab.errors import LabError

__all__ = ["Authority", "certificate_authority", "host_context", "server_certificate", "write_bundle"]

_EDGES = (
    "ashburn",
    "dublin",
    "frankfurt",
    "roaming",
    "sao-paulo",
    "singapore",
    "sydney",
    "tokyo",
    "umatilla",
)
NAMES = (
    "localhost",
    "*.localhost",
    "127.0.0.1",
    "::1",
    "*.twilio.com",
    "*.us1.twilio.com",
    *(f"*.{edge}.twilio.com" for edge in _EDGES),  # voice-js.roaming.twilio.com: a star stands for one label
)
"""What every server's certificate is for: this machine, and Twilio's names mapped to it."""

_AUTHORITY_DAYS = 3650
_SERVER_DAYS = 397  # browsers take no longer ones
_RENEW_DAYS = 30


@dataclass(frozen=True, slots=True)
class Authority:
    """The certificate authority: ``file`` is its certificate in PEM, for others to trust."""

    file: Path
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def certificate_authority(directory: Path) -> Authority:
    """The authority in ``directory``, made now if there is none or it is about to expire.

    Certificate and key are one file, so that two labs that start at once cannot mix theirs; the certificate
    alone is in ``ca.pem``. Raises LabError when the files cannot be used.
    """
    both, public = directory / "ca-key.pem", directory / "ca.pem"
    try:
        if not both.exists():
            _write(both, _new_authority(), fresh=True)
        elif _certificate(both).not_valid_after_utc < _in_days(_RENEW_DAYS):
            _write(both, _new_authority())
        certificate = _certificate(both)
        key = load_pem_private_key(both.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("not an elliptic curve key")
        pem = certificate.public_bytes(Encoding.PEM)
        if not public.exists() or public.read_bytes() != pem:
            _write(public, pem)
    except (OSError, ValueError) as error:
        raise LabError(
            f"The certificate authority in {both} cannot be used: {error}.",
            cure="Delete the file: a new one is made, which has to be trusted again.",
        ) from error
    return Authority(public, certificate, key)


def server_certificate(directory: Path, authority: Authority, names: Iterable[str] = ()) -> tuple[Path, Path]:
    """A certificate of the authority for this machine and ``names``; returns the files of chain and key.

    It is kept in ``directory`` and made again when a name is missing or it is about to expire. Both paths are
    the same file: one write replaces both.
    """
    wanted = list(dict.fromkeys([*NAMES, *_host_names(), *names]))
    path = directory / "server.pem"
    try:
        if not (path.exists() and _fits(_certificate(path), authority, wanted)):
            _write(path, _new_server(authority, wanted))
    except ValueError:
        _write(path, _new_server(authority, wanted))
    return path, path


def host_context(authority: Authority, host: str) -> ssl.SSLContext:
    """A server's end of TLS for ``host`` and its sisters, with a certificate of the authority made now.

    Twilio's names have more labels than a star covers (``api.dublin.ie1.twilio.com``): each family has its own.
    """
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with tempfile.TemporaryDirectory(dir=authority.file.parent, prefix=".host-") as private:
        file = Path(private) / "chain.pem"  # the library reads keys from files alone
        family = host.partition(".")[2]
        sisters = [f"*.{family}"] if "." in family else []  # twilio.com itself has none: *.com is everybody
        file.write_bytes(_new_server(authority, [host, *sisters]))
        context.load_cert_chain(file)
    return context


def write_bundle(directory: Path, authority: Authority) -> Path:
    """``ca-bundle.pem``: the public authorities (certifi's) and the lab's own, for programs that read one file."""
    import certifi

    path = directory / "ca-bundle.pem"
    content = Path(certifi.where()).read_bytes().rstrip(b"\n") + b"\n\n" + authority.file.read_bytes()
    if not path.exists() or path.read_bytes() != content:
        _write(path, content)
    return path


def _new_authority() -> bytes:
    """A new authority, key and certificate in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "VoiceLab"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"VoiceLab local authority {secrets.token_hex(3)}"),
        ]
    )
    certificate = (
        _builder(name, name, key.public_key(), key.public_key(), _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _pem(key) + certificate.public_bytes(Encoding.PEM)


def _new_server(authority: Authority, names: Sequence[str]) -> bytes:
    """A new server certificate, key and chain in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "VoiceLab")])
    certificate = (
        _builder(
            name,
            authority.certificate.subject,
            key.public_key(),
            authority.key.public_key(),
            _SERVER_DAYS,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    chain = certificate.public_bytes(Encoding.PEM) + authority.certificate.public_bytes(Encoding.PEM)
    return _pem(key) + chain


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer_key: ec.EllipticCurvePublicKey,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_in_days(-1))  # clocks differ
        .not_valid_after(_in_days(days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _usage(**given: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    usage: dict[str, Any] = {name: given.get(name, False) for name in names}
    return x509.KeyUsage(**usage)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _host_names() -> list[str]:
    """The machine's own names, as far as a certificate can hold them."""
    name = socket.gethostname().lower()
    return [name] if name and name.isascii() and all(part for part in name.split(".")) else []


def _fits(certificate: x509.Certificate, authority: Authority, names: Sequence[str]) -> bool:
    """Whether a certificate is the authority's, lasts, and has all the names."""
    held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except Exception:  # the library names three kinds; each means no
        return False
    lasts = certificate.not_valid_after_utc > _in_days(_RENEW_DAYS)
    return lasts and all(_general_name(name) in held for name in names)


def _certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _in_days(days: float) -> datetime:
    """The date so many days from now, by the wall clock: certificates know no other."""
    return datetime.now(UTC) + timedelta(days=days)  # noqa: TID251  outside the loop


def _write(path: Path, content: bytes, *, fresh: bool = False) -> None:
    """Replace ``path`` in one step; with ``fresh`` somebody else's file, just made, stays."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600 from the start
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        if fresh:
            try:
                os.link(draft, path)
                return
            except FileExistsError:
                return
            except OSError:  # a file system without links
                pass
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
