"""Makes the application: the only place where the parts of the dashboard are wired together."""

import time
from collections.abc import Sequence

from flask import Blueprint, Flask, g, session
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from core.errors import Conflict, Refusal
from core.sealing import Sealer
from core.sessions import Sessions
from core.settings import WebSettings
from web import formats
from web.api_client import Api, Wire
from web.assets import Assets, install_assets
from web.foreign_forms import install_refusal_of_foreign_forms
from web.navigation import (
    administration_navigation,
    foot_navigation,
    main_navigation,
    own_navigation,
    profile_navigation,
    zone_navigation,
)
from web.once import new_form_id
from web.pages import (
    access,
    administration,
    design,
    find,
    front,
    health,
    history,
    hooks,
    keys,
    passwords,
    profile,
    records,
    registration,
    sign_in,
    statistics,
    step_up,
    terms,
    zone,
    zone_files,
    zone_log,
    zones,
)
from web.refusals import ask_to_sign_in, install_refusals, is_partial, reasons_of, refuse_to_keep
from web.sealed import SealedSteps
from web.security_headers import install_security_headers
from web.session_store import MemcachedSessions
from web.step_up import install_step_up
from web.theme import theme
from web.visit import install_visits, visitor

MOST_OCTETS = 64 * 1024 * 1024
SECONDS_FOR_SECOND_STEP = 300


def create_app(settings: WebSettings) -> Flask:
    """Return the application.

    Args:
        settings: everything it needs to know.
    """
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret,
        SECURE_COOKIES=settings.secure_cookies,
        MAX_CONTENT_LENGTH=MOST_OCTETS,
        MAX_FORM_MEMORY_SIZE=MOST_OCTETS,
        MAX_FORM_PARTS=20_000,
        # a form is good as long as the session it was opened in
        WTF_CSRF_TIME_LIMIT=None,
    )
    sessions = Sessions(settings.sessions, "web")
    app.session_interface = MemcachedSessions(
        sessions, Sealer(settings.secret), settings.secure_cookies, refuse_to_keep
    )
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)  # type: ignore[method-assign]
    install_assets(app, Assets.read())
    install_refusals(app)
    install_security_headers(app)
    api = Api(Wire(settings.api_url, settings.read_seconds, settings.write_seconds))
    install_refusal_of_foreign_forms(app)
    install_visits(app, api, ask_to_sign_in)
    CSRFProtect(app)
    install_step_up(app)
    _install_templates(app, settings)
    for pages in _pages(settings, api, sessions):
        app.register_blueprint(pages)
    return app


def _pages(settings: WebSettings, api: Api, sessions: Sessions) -> Sequence[Blueprint]:
    """Return all pages, one blueprint for each kind of thing."""
    steps_of_sign_in = SealedSteps(settings.secret, "second step of a sign-in", SECONDS_FOR_SECOND_STEP)
    return [
        access.pages(),
        find.pages(),
        *administration.pages(),
        design.pages(),
        front.pages(),
        health.pages(api, sessions),
        history.pages(),
        hooks.pages(),
        keys.pages_of_profile(settings.api_public_url),
        keys.pages_of_zones(settings.api_public_url),
        passwords.pages(),
        *profile.pages(steps_of_sign_in),
        records.pages(),
        registration.pages(settings.terms_url),
        sign_in.pages(steps_of_sign_in),
        statistics.pages_of_profile(),
        statistics.pages_of_zones(),
        step_up.pages(),
        terms.pages(settings.terms_url),
        zone.pages(),
        zone_files.pages(),
        zone_log.pages(),
        zones.pages(),
    ]


def _install_templates(app: Flask, settings: WebSettings) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(formats.FILTERS)
    app.jinja_env.filters["distance"] = lambda seconds: formats.distance(seconds, time.time())
    app.jinja_env.filters["merged"] = lambda first, **others: {**first, **others}
    app.jinja_env.filters["reasons"] = reasons_of
    app.jinja_env.globals["new_form_id"] = new_form_id
    app.jinja_env.tests["refusal"] = lambda value: isinstance(value, Refusal)
    app.jinja_env.tests["conflict"] = lambda value: isinstance(value, Conflict)

    @app.context_processor
    def known_everywhere() -> dict[str, object]:
        known = visitor()
        return {
            "site_name": settings.site.name,
            "api_public_url": settings.api_public_url,
            "deleted_zone_days": settings.deleted_zone_days,
            "visitor": known,
            "theme": theme(),
            "request_id": g.get("request_id", ""),
            # those of the next whole page: a part that is asked for meanwhile has no place for them
            "notices": session.pop("notices", []) if not is_partial() and session and "notices" in session else [],
            "navigation": main_navigation(known),
            "own_navigation": own_navigation(),
            "profile_navigation": profile_navigation,
            "foot_navigation": foot_navigation(),
            "zone_navigation": zone_navigation,
            "administration_navigation": administration_navigation,
        }
