"""What is pasted to have ACME clients prove names by a key: one set of lines for each client, ready to use."""

import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from core.zone.names import to_ascii

HOOK = "/etc/letsencrypt/zonehost-hook"


@dataclass(frozen=True, slots=True)
class Lines:
    """Something to paste, and where it goes."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Client:
    """A client: its name, what is to be known of it, and what is pasted."""

    name: str
    about: str
    lines: Sequence[Lines]


@dataclass(frozen=True, slots=True)
class Account:
    """What clients need to know.

    Attributes:
        api_url: where programs reach the API.
        email: of the user.
        key: of kind `acme`.
        zones: whose names are proved.
    """

    api_url: str
    email: str
    key: str
    zones: Sequence[str]

    @property
    def endpoint(self) -> str:
        """Where challenges are sent."""
        return f"{self.api_url}/1.0/external/httpreq"

    @property
    def names(self) -> list[str]:
        """The names on a certificate: each zone and all names in it."""
        return [name for zone in self.zones for name in (to_ascii(zone), f"*.{to_ascii(zone)}")]

    @property
    def name_options(self) -> str:
        """These names as options of a command."""
        return " ".join(f"-d {shlex.quote(name)}" for name in self.names)


def clients(account: Account) -> list[Client]:
    """Return the lines for every client."""
    return [_lego(account), _certbot(account), _acme_sh(account), _caddy(account), _traefik(account)]


def _lego(account: Account) -> Client:
    variables = " \\\n".join(f"{name}={shlex.quote(value)}" for name, value in _httpreq(account).items())
    email = shlex.quote(account.email)
    options = f"--email {email} --accept-tos --dns httpreq"
    return Client(
        "lego",
        "It gets the certificate at once: the answer to a challenge comes when every public server has it.",
        [
            Lines("lego 4", f"{variables} \\\nlego {options} --dns.disable-cp {account.name_options} run"),
            Lines(
                "lego 5",
                f"{variables} \\\nlego run {options} --dns.propagation.disable-ans {account.name_options}",
            ),
        ],
    )


def _certbot(account: Account) -> Client:
    # the key stands in the file alone: on a command line every user of the machine could read it
    user = json.dumps(f"{account.email}:{account.key}", ensure_ascii=False)
    body = r'"{\"fqdn\": \"_acme-challenge.$CERTBOT_DOMAIN.\", \"value\": \"$CERTBOT_VALIDATION\"}"'
    hook = f"""#!/bin/sh
curl --fail --silent --show-error --max-time 60 --config - \\
  --header 'Content-Type: application/json' \\
  --data {body} \\
  {shlex.quote(account.endpoint)}/"$1" <<'END'
user = {user}
END
"""
    command = (
        "certbot certonly --manual --preferred-challenges dns \\\n"
        f"  --manual-auth-hook '{HOOK} present' \\\n"
        f"  --manual-cleanup-hook '{HOOK} cleanup' \\\n"
        f"  {account.name_options}"
    )
    about = "It calls a small script, which it also remembers for renewals. The script needs curl."
    return Client(
        "certbot",
        about,
        [
            Lines(f"As {HOOK}", hook),
            Lines("For root alone to read and run", f"chmod 700 {HOOK}"),
            Lines("Then", command),
        ],
    )


def _acme_sh(account: Account) -> Client:
    named = {"ENDPOINT": account.endpoint, "USERNAME": account.email, "PASSWORD": account.key}
    exports = "\n".join(f"export ACMEPROXY_{name}={shlex.quote(value)}" for name, value in named.items())
    about = "It keeps the key for renewals in its own configuration."
    command = f"{exports}\nacme.sh --issue --dns dns_acmeproxy {account.name_options}"
    return Client("acme.sh", about, [Lines("In a shell", command)])


def _caddy(account: Account) -> Client:
    caddyfile = f"""{", ".join(account.names)} {{
	tls {{
		dns acmeproxy {account.endpoint} {{
			username {_in_caddyfile(account.email)}
			password {_in_caddyfile(account.key)}
		}}
	}}
}}
"""
    about = "It needs a Caddy with the module dns.providers.acmeproxy, which is not in the usual one."
    build = "xcaddy build --with github.com/caddy-dns/acmeproxy"
    return Client("Caddy", about, [Lines("Once", build), Lines("In the Caddyfile", caddyfile)])


def _traefik(account: Account) -> Client:
    variables = "\n".join(f"{name}: {json.dumps(value)}" for name, value in _httpreq(account).items())
    resolver = f"""certificatesResolvers:
  zonehost:
    acme:
      email: {json.dumps(account.email)}
      storage: /letsencrypt/acme.json
      dnsChallenge:
        provider: httpreq
"""
    main = json.dumps(account.names[0])
    others = "".join(f"\n        - {json.dumps(name)}" for name in account.names[1:])
    domains = f"tls:\n  certResolver: zonehost\n  domains:\n    - main: {main}\n      sans:{others}\n"
    return Client(
        "Traefik",
        "It uses lego inside.",
        [
            Lines("In its environment (compose)", variables),
            Lines("In the static configuration", resolver),
            Lines("At a router", domains),
        ],
    )


def _httpreq(account: Account) -> dict[str, str]:
    return {
        "HTTPREQ_ENDPOINT": account.endpoint,
        "HTTPREQ_USERNAME": account.email,
        "HTTPREQ_PASSWORD": account.key,
    }


def _in_caddyfile(text: str) -> str:
    """Return a text as one token: quotes end it, and nothing else has a meaning inside them."""
    return '"' + text.replace('"', '\\"') + '"'
