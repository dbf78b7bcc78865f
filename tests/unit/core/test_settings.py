"""Settings: everything missing or bad is said at once, defaults fill the rest, secrets may stand in files."""

from pathlib import Path

import pytest

from core.settings import (
    Address,
    ApiSettings,
    CronSettings,
    LockSettings,
    PublicServer,
    QueueSettings,
    Reader,
    SettingsError,
    WorkerSettings,
    parse_address,
    parse_list,
    parse_origins,
    parse_public_servers,
)

COMMON = {
    "DATABASE_URL": "mariadb+pymysql://u:p@127.0.0.1:3306/zonehost",
    "GEARMAND": "127.0.0.1:4730",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "PUBLIC_SERVERS": "ns1=192.0.2.1:53, ns2=[2001:db8::2]:53",
}
API = COMMON | {
    "API_KEY_PEPPER": "pepper",
    "API_TOKEN_SECRET": "token-secret",
    "MEMCACHED": "127.0.0.1:11211",
    "SEALING_SECRET": "sealing-secret",
}
WORKER = COMMON | {
    "PRIMARY_DNS": "127.0.0.1:53",
    "PRIMARY_CONTROL": "127.0.0.1:953",
    "PRIMARY_RNDC_SECRET": "rndc-secret",
    "PRIMARY_DIRECTORY": "/var/lib/bind",
    "CATALOG_TSIG_SECRET": "tsig-secret",
    "SEALING_SECRET": "sealing-secret",
    "SMTP_SERVER": "127.0.0.1:25",
    "MAIL_FROM": "Zonehost <dns@zonehost.example>",
}


def test_defaults_fill_what_need_not_be_said() -> None:
    reader = Reader(API)
    settings = ApiSettings.read(reader)
    reader.finish()
    assert settings.queue == QueueSettings(Address("127.0.0.1", 4730), 0.25)
    assert settings.trusted_proxies == 0
    assert (settings.database.pool_size, settings.database.recycle_seconds) == (10, 300)
    assert settings.zone_name_servers == ("ns1.example.com", "ns2.example.com", "ns3.example.com")


def test_no_password_is_sent_to_a_mail_server_in_clear() -> None:
    reader = Reader(WORKER | {"SMTP_SECURITY": "off", "SMTP_USER": "dns"})
    WorkerSettings.read(reader)
    with pytest.raises(SettingsError, match="SMTP_SECURITY: 'off': SMTP_USER and its password would be sent in clear"):
        reader.finish()
    for allowed in ({"SMTP_SECURITY": "off"}, {"SMTP_SECURITY": "tls", "SMTP_USER": "dns"}, {"SMTP_USER": "dns"}):
        reader = Reader(WORKER | allowed)
        WorkerSettings.read(reader)
        reader.finish()


def test_every_service_can_be_configured() -> None:
    worker, cron = Reader(WORKER), Reader(COMMON)
    assert WorkerSettings.read(worker).publishers == 6
    assert CronSettings.read(cron).sweep_seconds == 3
    worker.finish()
    cron.finish()


@pytest.mark.parametrize("missing", sorted(WORKER))
def test_what_is_missing_or_empty_is_named(missing: str) -> None:
    for environment in ({k: v for k, v in WORKER.items() if k != missing}, WORKER | {missing: ""}):
        reader = Reader(environment)
        WorkerSettings.read(reader)
        with pytest.raises(SettingsError) as caught:
            reader.finish()
        assert f"{missing}: is missing" in str(caught.value).splitlines()
        assert len(str(caught.value).splitlines()) == 1


def test_everything_missing_or_bad_is_reported_at_once() -> None:
    reader = Reader({"GEARMAND": "nowhere", "PUBLIC_SERVERS": "ns1", "WORKER_PUBLISHERS": "0"})
    WorkerSettings.read(reader)
    with pytest.raises(SettingsError) as caught:
        reader.finish()
    reported = {line.partition(":")[0] for line in str(caught.value).splitlines()}
    assert reported == {*WORKER, "WORKER_PUBLISHERS"}


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "1 0", "601", "1", "²"])
def test_a_number_out_of_bounds_or_none_is_refused(text: str) -> None:
    reader = Reader(COMMON | {"LOCK_EXPIRY_SECONDS": text})
    if text == "":
        assert LockSettings.read(reader).expiry_seconds == 15
        reader.finish()
        return
    LockSettings.read(reader)
    with pytest.raises(SettingsError, match="LOCK_EXPIRY_SECONDS"):
        reader.finish()


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "pepper"
    file.write_text("from the file\n")
    reader = Reader({**API, "API_KEY_PEPPER": "", "API_KEY_PEPPER_FILE": str(file)})
    assert ApiSettings.read(reader).key_pepper == "from the file"
    reader.finish()


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    reader = Reader({**API, "API_KEY_PEPPER": "", "API_KEY_PEPPER_FILE": str(tmp_path / "none")})
    ApiSettings.read(reader)
    with pytest.raises(SettingsError, match="API_KEY_PEPPER_FILE: cannot be read"):
        reader.finish()


def test_a_reader_knows_what_was_asked_for() -> None:
    reader = Reader(COMMON)
    LockSettings.read(reader)
    assert reader.asked_for == {"REDIS_URL", "LOCK_EXPIRY_SECONDS"}


def test_an_address_is_shown_as_it_is_written() -> None:
    assert str(parse_address("192.0.2.1:53")) == "192.0.2.1:53"
    assert parse_address("[2001:db8::1]:53") == Address("2001:db8::1", 53)


@pytest.mark.parametrize("text", ["", "host", "host:", ":53", "host:0", "host:65536", "host:x", "host:-1", "host:5 3"])
def test_an_address_needs_a_host_and_a_port(text: str) -> None:
    with pytest.raises(ValueError, match="host:port"):
        parse_address(text)


def test_public_servers_have_names() -> None:
    expected = (PublicServer("a", Address("h", 1)), PublicServer("b", Address("i", 2)))
    assert parse_public_servers(" a=h:1 , b=i:2,") == expected
    for text in ("a", "=h:1", "a=h", "a=h:1,a=i:2"):
        with pytest.raises(ValueError, match=r"expected|once"):
            parse_public_servers(text)


def test_lists_have_no_empty_words() -> None:
    assert parse_list(" a, b ,,c,") == ("a", "b", "c")


def test_passkeys_are_used_below_their_domain_and_by_https() -> None:
    assert parse_origins("https://dash.example.org, https://example.org:8443", "example.org") == (
        "https://dash.example.org",
        "https://example.org:8443",
    )
    assert parse_origins("http://localhost:8000", "localhost") == ("http://localhost:8000",)
    for text in (
        "",
        "https://example.com",
        "https://badexample.org",
        "http://example.org",
        "https://example.org/",
        "x",
    ):
        with pytest.raises(ValueError, match=r"origin|below|https"):
            parse_origins(text, "example.org")
