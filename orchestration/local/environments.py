"""The settings each service of a local stack gets."""

from orchestration.local.layout import HOST, PUBLIC_SERVERS, REPOSITORY, Layout

DATABASE = "zonehost"
CATALOG = "catalog.invalid"


def of_every_process() -> dict[str, str]:
    """Return what Python needs."""
    return {
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    }


def of_python(layout: Layout) -> dict[str, str]:
    """Return what our services behind the API have in common."""
    return of_every_process() | {
        "DATABASE_URL": (
            f"mariadb+pymysql://zonehost:{layout.password('database')}@{layout.address('mariadb')}/{DATABASE}"
        ),
        "GEARMAND": layout.address("gearmand"),
        "REDIS_URL": f"redis://{layout.address('redis')}/0",
        "PUBLIC_SERVERS": ",".join(f"{name}={layout.address(name)}" for name in PUBLIC_SERVERS),
    }


def _of_hooks(layout: Layout) -> dict[str, str]:
    # receivers of a local stack are on the same machine
    return {"SEALING_SECRET": layout.secret("sealing"), "HOOK_ALLOWED_NETWORKS": "127.0.0.0/8, ::1/128"}


def of_api(layout: Layout) -> dict[str, str]:
    """Return the settings of the API and of its command line."""
    return (
        of_python(layout)
        | _of_hooks(layout)
        | {
            "SERVICE_LOGS": str(layout.logs),
            "PRIMARY_SERVICE": "primary",
            "API_BIND": layout.address("api"),
            "API_KEY_PEPPER": layout.secret("api_key_pepper"),
            "API_TOKEN_SECRET": layout.secret("api_token"),
            "ALLOW_SELF_DELETE": "true",
            "REGISTER_ENABLED": "true",
            "WEB_URL": layout.web_url,
            # the dashboard, which says where a browser is
            "API_TRUSTED_PROXIES": "1",
            "WEBAUTHN_ORIGINS": layout.web_url,
            # one person with scripts and benchmarks is many clients here
            "RATE_REQUESTS": "1000000/minute",
            "RATE_WRITES": "1000000/minute",
            "RATE_ATTEMPTS": "1000000/minute",
            "RATE_FAILURES": "1000000/minute",
            "RATE_FAILURES_OF_ACCOUNT": "1000000/minute",
            "RATE_FAILURES_OF_NETWORK": "1000000/minute",
            "MEMCACHED": layout.address("memcached"),
            "ZONE_PRIMARY_NS": "ns1.zonehost.example.",
            "ZONE_NAME_SERVERS": "ns1.zonehost.example, ns2.zonehost.example",
        }
    )


def of_web(layout: Layout) -> dict[str, str]:
    """Return the settings of the dashboard: it gets no more than where the API and memcached are."""
    return of_every_process() | {
        "WEB_BIND": layout.address("web"),
        "WEB_API_URL": f"http://{layout.address('api')}",
        "API_PUBLIC_URL": f"http://{layout.address('api')}",
        "MEMCACHED": layout.address("memcached"),
        "WEB_SECRET": layout.secret("web"),
        # browsers reach it without TLS here
        "WEB_SECURE_COOKIES": "false",
    }


def of_primary(layout: Layout) -> dict[str, str]:
    """Return the settings named.conf of the hidden primary is rendered from."""
    return of_python(layout) | {
        "BIND_DIRECTORY": str(layout.state / "primary"),
        "BIND_DNS": layout.address("primary"),
        "BIND_CONTROL": layout.address("primary_control"),
        "BIND_STATISTICS": layout.address("primary_statistics"),
        "BIND_CLIENTS": HOST,
        "BIND_NOTIFIED": ",".join(layout.address(name) for name in PUBLIC_SERVERS),
        "PRIMARY_RNDC_SECRET": layout.secret("primary_rndc"),
        "TRANSFER_TSIG_SECRET": layout.secret("transfer"),
        "CATALOG_ZONE": CATALOG,
        "CATALOG_TSIG_SECRET": layout.secret("catalog"),
    }


def of_worker(layout: Layout) -> dict[str, str]:
    """Return the settings of the worker."""
    return (
        of_python(layout)
        | _of_hooks(layout)
        | {
            "PRIMARY_DNS": layout.address("primary"),
            "PRIMARY_CONTROL": layout.address("primary_control"),
            "PRIMARY_RNDC_SECRET": layout.secret("primary_rndc"),
            "PRIMARY_DIRECTORY": str(layout.state / "primary"),
            "SMTP_SERVER": layout.address("mail"),
            "SMTP_SECURITY": "off",
            "MAIL_FROM": "Zonehost <zonehost@zonehost.example>",
            "CATALOG_ZONE": CATALOG,
            "CATALOG_TSIG_SECRET": layout.secret("catalog"),
        }
    )


def of_public_server(layout: Layout, name: str) -> dict[str, str]:
    """Return the settings of a public server and of the sync service beside it."""
    return of_python(layout) | {
        "PUBLICDNS_CATALOG": CATALOG,
        "PUBLICDNS_PRIMARY_ADDRESS": HOST,
        "PUBLICDNS_PRIMARY_PORT": str(layout.ports["primary"]),
        "PUBLICDNS_TSIG_NAME": "transfer",
        "PUBLICDNS_TSIG_SECRET": layout.secret("transfer"),
        "PUBLICDNS_LISTEN_ADDRESSES": HOST,
        "PUBLICDNS_LISTEN_PORT": str(layout.ports[name]),
        "PUBLICDNS_LOCAL_ADDRESS": HOST,
        "PUBLICDNS_RNDC_PORT": str(layout.ports[f"{name}_control"]),
        "PUBLICDNS_RNDC_SECRET": layout.secret(f"{name}_rndc"),
        "PUBLICDNS_STATISTICS_PORT": str(layout.ports[f"{name}_statistics"]),
        "PUBLICDNS_NOTIFY_PORT": str(layout.ports[f"{name}_notify"]),
        "PUBLICDNS_SERVER_DIRECTORY": str(layout.state / name),
        "PUBLICDNS_STATE_DIRECTORY": str(layout.state / f"{name}_sync"),
    }
