"""Settings of the public server: all that is missing or bad is said at once, and nothing can break out."""

from pathlib import Path

import pytest

from core.errors import Invalid
from publicdns.render_config import render_config
from publicdns.settings import server_settings, service_settings

SECRET = "c2l4dGVlbiBvY3RldHMgb3IgbW9yZQ=="
COMPLETE = {
    "PUBLICDNS_CATALOG": "Catalog.Test",
    "PUBLICDNS_PRIMARY_ADDRESS": "192.0.2.1",
    "PUBLICDNS_TSIG_NAME": "public-1",
    "PUBLICDNS_TSIG_SECRET": SECRET,
    "PUBLICDNS_RNDC_SECRET": SECRET,
}


def test_defaults_fill_what_need_not_be_said() -> None:
    settings = service_settings(COMPLETE)
    assert settings.catalog.to_text() == "catalog.test."
    assert (settings.poll_seconds, settings.max_vanish_percent, settings.max_vanish_zones) == (10, 30, 10)
    assert settings.local_address == "127.0.0.1"


def test_everything_missing_or_bad_is_reported_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        server_settings({"PUBLICDNS_PRIMARY_PORT": "70000", "PUBLICDNS_LISTEN_ADDRESSES": "192.0.2.1 here"})
    assert caught.value.detail is not None
    reported = "\n".join(caught.value.detail)
    for variable in ("CATALOG", "PRIMARY_ADDRESS", "PRIMARY_PORT", "TSIG_NAME", "TSIG_SECRET", "RNDC_SECRET"):
        assert f"PUBLICDNS_{variable}" in reported
    assert "PUBLICDNS_LISTEN_ADDRESSES" in reported


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CATALOG", 'a"; };'),
        ("CATALOG", "a b"),
        ("CATALOG", "a..b"),
        ("PRIMARY_ADDRESS", "192.0.2.1; }; zone"),
        ("PRIMARY_PORT", "53; }"),
        ("PRIMARY_PORT", "²"),
        ("PRIMARY_PORT", "0"),
        ("TSIG_NAME", 'key" {'),
        ("TSIG_SECRET", "abc"),
        ("TSIG_SECRET", 'c2l4dGVlb"; }; '),
        ("SERVER_DIRECTORY", 'relative"'),
        ("SERVER_DIRECTORY", '/var/lib"; include "/etc/passwd'),
        ("LISTEN_ADDRESSES", "any; }; recursion yes"),
        ("RESPONSES_PER_SECOND", "-1"),
    ],
)
def test_a_bad_value_is_refused_by_its_name(variable: str, value: str) -> None:
    with pytest.raises(Invalid, match=f"PUBLICDNS_{variable}"):
        server_settings({**COMPLETE, f"PUBLICDNS_{variable}": value})


def test_a_bad_secret_is_not_shown() -> None:
    with pytest.raises(Invalid) as caught:
        service_settings({**COMPLETE, "PUBLICDNS_RNDC_SECRET": "hunter2"})
    assert "hunter2" not in f"{caught.value.message} {caught.value.detail}"


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    environment = {**COMPLETE, "PUBLICDNS_RNDC_SECRET": "", "PUBLICDNS_RNDC_SECRET_FILE": str(file)}
    assert service_settings(environment).rndc_secret == SECRET
    file.unlink()
    with pytest.raises(Invalid, match="RNDC_SECRET_FILE"):
        service_settings(environment)


def test_the_rendered_configuration_listens_where_the_service_asks() -> None:
    text = render_config(server_settings({**COMPLETE, "PUBLICDNS_LISTEN_ADDRESSES": "192.0.2.53 2001:db8::53"}))
    assert "listen-on port 53 { 192.0.2.53; };" in text
    assert "listen-on-v6 port 53 { 2001:db8::53; };" in text
    assert "listen-on port 53 { 127.0.0.1; };" in text
    assert 'primaries "zonehost-primary" { 192.0.2.1 port 53 key "public-1"; };' in text


def test_a_rate_limit_is_set_only_when_asked_for() -> None:
    assert "rate-limit {" not in render_config(server_settings(COMPLETE))
    limited = render_config(server_settings({**COMPLETE, "PUBLICDNS_RESPONSES_PER_SECOND": "20"}))
    assert "rate-limit { responses-per-second 20;" in limited
