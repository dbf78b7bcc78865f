"""`stack.json`: where everything of a running stack is, for scripts."""

import json
import os
from typing import Any

from orchestration.local.demo import ADMIN_EMAIL, USER_EMAIL, credentials
from orchestration.local.layout import HOST, PUBLIC_SERVERS, Layout
from orchestration.local.supervisor import Supervisor


def write_stack_file(layout: Layout, supervisor: Supervisor) -> None:
    """Write the file anew; it holds passwords, so only its owner may read it."""
    beside = layout.stack_file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(_content(layout, supervisor), out, indent=2)
        out.write("\n")
    beside.replace(layout.stack_file)


def _content(layout: Layout, supervisor: Supervisor) -> dict[str, Any]:
    known = credentials(layout)
    return {
        "api": {"url": f"http://{layout.address('api')}"},
        "web": {"url": layout.web_url},
        "primary": {"address": HOST, "port": layout.ports["primary"]},
        "public": [{"name": name, "address": HOST, "port": layout.ports[name]} for name in PUBLIC_SERVERS],
        "admin": {"email": ADMIN_EMAIL, "password": known.admin_password},
        "user": {"email": USER_EMAIL, "password": known.user_password, "api_key": known.user_api_key},
        "services": {
            name: {"pid": entry["pid"], "state": entry["statename"]} for name, entry in supervisor.programs().items()
        },
    }
