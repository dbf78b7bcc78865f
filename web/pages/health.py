"""Whether the dashboard can serve pages, for who starts and watches it."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from core.errors import Refusal
from core.sessions import Sessions
from web.api_client import Api
from web.visit import public


def pages(api_of_nobody: Api, sessions: Sessions) -> Blueprint:
    """Return the pages.

    Args:
        api_of_nobody: the API as everybody sees it.
        sessions: where they are kept.
    """
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    @public
    def live() -> Response:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    @public
    def ready() -> Response:
        problems = {}
        for name, check in (("api", api_of_nobody.site.ping), ("memcached", sessions.check)):
            try:
                check()
            except Refusal as refusal:
                problems[name] = refusal.message
        response = jsonify(status="away" if problems else "ok", problems=problems)
        response.status_code = 503 if problems else 200
        return response

    return blueprint
