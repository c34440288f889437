"""Letters and a real mail server: encrypted, signed in, refused, cut off."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult
from hypothesis import given
from hypothesis import strategies as st

from academichub import mail
from academichub.errors import ConfigurationError, DeliveryError, UsageError
from academichub.mail import Letter, Server

NOW = datetime(2026, 6, 25, 5, tzinfo=UTC)
LETTER = Letter(
    "d1/2026-06-25", "ada@example.org", "3 新论文 · radar", "Plain text ✓\n", "<p>HTML ✓</p>", NOW,
    "zh", "https://hub.example.org/unsubscribe/d1.x",
)  # fmt: skip
SERVER = Server("127.0.0.1", 25, "none", "AcademicHub <hub@example.org>", timeout=5)


def nothing() -> None:
    return None


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> Path:
    """A certificate for localhost, signed by itself, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def context(certificate: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


def authenticator(server, session, envelope, mechanism, data):
    good = (data.login, data.password) == (b"hub", b"secret")
    return AuthResult(success=good, handled=good)


@pytest.fixture
def encrypted(listening, mailbox, certificate) -> Iterator[int]:
    """A server that takes nothing before STARTTLS and a name with its password."""
    with listening(
        mailbox, tls_context=context(certificate), require_starttls=True, auth_required=True,
        authenticator=authenticator,
    ) as port:  # fmt: skip
        yield port


def send(server: Server, letter: Letter = LETTER, taken=nothing) -> None:
    mail.send(server, letter.to, mail.written(letter, server), taken)


def test_a_letter_has_two_parts_and_says_how_to_leave(mailbox, smtp):
    send(replace(SERVER, port=smtp))
    (letter,) = mailbox.letters
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().strip() for part in letter.iter_parts()] == [
        "Plain text ✓", "<p>HTML ✓</p>",
    ]  # fmt: skip
    assert letter["Subject"] == "3 新论文 · radar"
    assert letter["Message-ID"] == "<d1-2026-06-25@example.org>"
    assert letter["List-Unsubscribe"] == "<https://hub.example.org/unsubscribe/d1.x>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mailbox.envelopes == [("hub@example.org", ["ada@example.org"])]


def test_one_click_is_offered_where_it_is_safe_alone():
    near = replace(LETTER, unsubscribe_url="http://127.0.0.1:8321/unsubscribe/x")
    letter = message_from_bytes(mail.written(near, SERVER), policy=default)
    assert letter["List-Unsubscribe"]
    assert letter["List-Unsubscribe-Post"] is None


def test_a_letter_is_the_same_bytes_at_every_attempt():
    assert mail.written(LETTER, SERVER) == mail.written(replace(LETTER), SERVER)


def test_the_connection_is_encrypted_and_signed_in(mailbox, encrypted, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = replace(
        SERVER, host="localhost", port=encrypted, security="starttls", user="hub", password="secret"
    )
    send(server)
    assert len(mailbox.letters) == 1
    assert "secret" not in repr(server)


def test_a_certificate_nobody_vouches_for_is_refused(mailbox, encrypted):
    server = replace(SERVER, host="localhost", port=encrypted, security="starttls")
    with pytest.raises(DeliveryError, match="certificate") as refused:
        send(server)
    assert refused.value.passing
    assert mailbox.letters == []


def test_a_server_without_starttls_gets_no_letter(mailbox, smtp):
    with pytest.raises(DeliveryError, match="STARTTLS"):
        send(replace(SERVER, port=smtp, security="starttls"))
    assert mailbox.letters == []


def test_encryption_may_begin_with_the_first_byte(listening, mailbox, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with listening(mailbox, ssl_context=context(certificate), server_hostname="localhost") as port:
        send(replace(SERVER, host="localhost", port=port, security="tls"))
    assert len(mailbox.letters) == 1


def test_a_wrong_password_is_the_operators_to_mend_and_tried_again(
    mailbox, encrypted, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = replace(
        SERVER, host="localhost", port=encrypted, security="starttls", user="hub", password="x"
    )
    with pytest.raises(DeliveryError, match="535") as refused:
        send(server)
    assert refused.value.passing


@pytest.mark.parametrize(
    ("answer", "passing"),
    [("451 try later", True), ("554 no such letter here", False), ("421 closing", True)],
)
def test_a_refusal_is_passing_or_for_good(mailbox, smtp, answer, passing):
    mailbox.answers = [answer]
    told: list[bool] = []
    with pytest.raises(DeliveryError, match=answer[:3]) as refused:
        send(replace(SERVER, port=smtp), taken=lambda: told.append(True))
    assert refused.value.passing is passing
    assert not told


def test_a_mailbox_that_is_not_there_is_not_tried_again(mailbox, smtp):
    mailbox.recipients = ["550 no such user"]
    with pytest.raises(DeliveryError, match="550 no such user") as refused:
        send(replace(SERVER, port=smtp))
    assert not refused.value.passing


def test_a_line_that_breaks_leaves_it_open(mailbox, smtp):
    mailbox.hang_up = 1
    with pytest.raises(DeliveryError) as refused:
        send(replace(SERVER, port=smtp))
    assert refused.value.passing


def test_no_server_is_a_reason_to_try_later():
    with pytest.raises(DeliveryError, match="refused"):
        send(replace(SERVER, port=1))


@given(st.text(max_size=60))
def test_no_address_and_no_subject_makes_a_header(text):
    try:
        assert mail.checked(text).isascii()
    except UsageError:
        pass
    else:
        assert not set(text.strip()) & set("\r\n <>,;:\"'") - {"'"}


@pytest.mark.parametrize(
    "address",
    ["", "ada", "ada@", "@example.org", "a@b\r\nBcc: eve@example.org", "a b@example.org",
     "a@b,eve@example.org", "<a@example.org>", "a@-b.org", f"{'a' * 65}@b.org", "é@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address):
    with pytest.raises(UsageError, match="no e-mail address"):
        mail.checked(address)


def test_a_sender_that_is_none_is_the_settings_fault():
    with pytest.raises(ConfigurationError, match="mail_from"):
        mail.written(LETTER, replace(SERVER, sender="nobody"))
