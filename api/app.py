"""Makes the application: the only place where the API's parts are wired together."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Flask, g

from api import envelope
from api.acme.routes import routes as acme_routes
from api.api_keys.actions import ApiKeyActions
from api.api_keys.routes import routes as api_key_routes
from api.articles.routes import routes as article_routes
from api.audit.routes import routes as audit_routes
from api.audit.routes import routes_of_domains as domain_audit_routes
from api.audit.routes import routes_of_users as user_audit_routes
from api.block_lists.routes import routes as block_list_routes
from api.body import MOST_OCTETS
from api.custom_data.routes import routes as custom_data_routes
from api.datavalues.routes import routes as datavalue_routes
from api.datavalues.values import DataValues
from api.ddns.routes import routes as ddns_routes
from api.deleted_domains.routes import routes as deleted_domain_routes
from api.domain_keys.routes import routes as domain_key_routes
from api.domains.creation import Beginning, default_records
from api.domains.routes import routes as domain_routes
from api.endpoint import check_endpoints
from api.general.platform import platform_facts
from api.general.routes import routes as general_routes
from api.health.metrics import RequestMetrics
from api.health.parts import Check
from api.health.routes import count_requests
from api.health.routes import routes as health_routes
from api.history.routes import routes as history_routes
from api.hooks.actions import HookRules
from api.hooks.routes import routes as hook_routes
from api.jobs.routes import routes as job_routes
from api.jobs.routes import routes_of_domains as job_routes_of_domains
from api.mail.writer import MailWriter
from api.openapi.routes import outer_routes as outer_openapi_routes
from api.openapi.routes import routes as openapi_routes
from api.passkeys.actions import PasskeyActions
from api.passkeys.routes import routes as passkey_routes
from api.passkeys.routes import sign_in_routes as passkey_sign_in_routes
from api.paths import BASE, PathCleaner, add_converters
from api.permissions import check_known
from api.platform_state.routes import routes as platform_state_routes
from api.proxies import TrustedProxies
from api.rate_limits import install_rate_limits
from api.record_search.routes import routes as record_search_routes
from api.records.routes import routes as record_routes
from api.registration.actions import Registration
from api.registration.codes import Codes
from api.registration.routes import routes as registration_routes
from api.request_hooks import install_request_hooks
from api.retrying import RetryingFlask
from api.second_factors.actions import FactorActions
from api.second_factors.notices import FactorNotices
from api.second_factors.routes import routes as second_factor_routes
from api.services.log_files import LogFiles
from api.services.routes import routes as service_routes
from api.services.routes import routes_of_domains as zone_log_routes
from api.sessions.routes import routes as session_routes
from api.sessions.step_up import StepUps
from api.sign_in.attempts import Attempts
from api.sign_in.authenticator import Authenticator
from api.sign_in.devices import TrustedDevices
from api.sign_in.elevation import Elevation
from api.sign_in.passkeys import Passkeys
from api.sign_in.requests import RequestSigner
from api.sign_in.second_factors import SecondFactors
from api.sign_in.second_step import SecondStep
from api.sign_in.tokens import Tokens
from api.stats.routes import routes as stats_routes
from api.stats.routes import routes_of_domains as zone_stats_routes
from api.status.routes import routes as status_routes
from api.transaction import Transactions
from api.trusted_devices.routes import routes as trusted_device_routes
from api.users.removal import Removal
from api.users.routes import routes as user_routes
from api.wishes import read_conditions
from api.zonefiles.routes import routes as zonefile_routes
from core.db import create_database_engine
from core.metrics import Metrics
from core.queue import Queue
from core.sealing import Sealer
from core.sessions import OneTimeValues, Sessions
from core.settings import ApiSettings


@dataclass(frozen=True, slots=True)
class Parts:
    """What features are made of: everything that is opened once and shared."""

    settings: ApiSettings
    sessions: Sessions
    tokens: Tokens
    values: OneTimeValues
    factors: SecondFactors
    devices: TrustedDevices
    authenticator: Authenticator
    elevation: Elevation
    attempts: Attempts
    queue: Queue
    transactions: Transactions
    metrics: RequestMetrics
    log_files: LogFiles
    query_counts: Metrics


def create_app(settings: ApiSettings) -> Flask:
    """Return the application.

    Args:
        settings: everything it needs to know.
    """
    parts = _open(settings)
    app = RetryingFlask("api", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_OCTETS
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_OCTETS
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.redirect_defaults = False
    app.url_map.merge_slashes = False
    add_converters(app.url_map.converters)
    envelope.install(app)
    install_request_hooks(app)
    install_rate_limits(app, settings.rates)
    count_requests(app, parts.metrics)
    app.register_blueprint(_health(parts))
    app.register_blueprint(outer_openapi_routes())
    for blueprint in (*_features(parts), *_features_of_the_platform(parts), *_features_of_domains(parts)):
        app.register_blueprint(blueprint, url_prefix=BASE)
    # once more for administrators, who are treated as the owners of all domains
    for blueprint in _features_of_domains(parts):
        app.register_blueprint(blueprint, url_prefix=f"{BASE}/admin", name=f"admin/{blueprint.name}")
    for prefix, blueprint in _features_elsewhere(parts).items():
        app.register_blueprint(blueprint, url_prefix=prefix, name=prefix.removeprefix(BASE).strip("/"))
    check_endpoints(app)
    app.wsgi_app = PathCleaner(app.wsgi_app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        proxies = TrustedProxies(app.wsgi_app, settings.trusted_proxies, settings.trusted_networks)
        app.wsgi_app = proxies  # type: ignore[method-assign]
    return app


def _open(settings: ApiSettings) -> Parts:
    """Open the wires and put together what stands on them."""
    sessions = Sessions(settings.sessions, "api")
    tokens = Tokens(settings.token_secret)
    values = OneTimeValues(settings.sessions, "api")
    factors = SecondFactors(settings.key_pepper, Sealer(settings.hooks.sealing_secret), values)
    devices = TrustedDevices(settings.key_pepper)
    second_step = SecondStep(factors, devices)
    authenticator = Authenticator(settings.key_pepper, sessions, tokens, second_step, settings.sessions.longest_seconds)
    elevation = Elevation(settings.admin_elevation, tokens)
    attempts = Attempts(settings.rates)
    rules = settings.accounts
    check_known(rules.register_permissions)
    signer = RequestSigner(authenticator, elevation, attempts, _now, rules.terms_time)
    queue = Queue(settings.queue)
    engine = create_database_engine(settings.database)
    transactions = Transactions(engine, queue, _now, signer, saved=_note_saved, conditions=read_conditions)
    return Parts(
        settings=settings,
        sessions=sessions,
        tokens=tokens,
        values=values,
        factors=factors,
        devices=devices,
        authenticator=authenticator,
        elevation=elevation,
        attempts=attempts,
        queue=queue,
        transactions=transactions,
        metrics=RequestMetrics(),
        log_files=LogFiles(settings.log_files.directory),
        query_counts=Metrics(settings.metrics),
    )


def _features(parts: Parts) -> Sequence[Blueprint]:
    """Return the paths of everything that is not about one domain."""
    settings, transactions = parts.settings, parts.transactions
    rules, mails, codes = settings.accounts, MailWriter(settings.site), Codes(settings.key_pepper)
    removal = Removal(rules, settings.key_pepper, mails, parts.factors)
    notices = FactorNotices(mails)
    passkeys = PasskeyActions(Passkeys(settings.passkeys, settings.site.name, parts.values), parts.factors, notices)
    platform = platform_facts(settings.site, rules, settings.admin_elevation, settings.zone_name_servers)
    step_ups = StepUps(parts.elevation, parts.factors, parts.attempts)
    return (
        custom_data_routes(transactions),
        general_routes(transactions, rules.terms_time, platform),
        openapi_routes(),
        registration_routes(transactions, Registration(rules, codes, mails)),
        second_factor_routes(transactions, FactorActions(parts.factors, notices, settings.site.name)),
        session_routes(transactions, parts.authenticator, parts.sessions, parts.tokens, step_ups),
        passkey_routes(transactions, passkeys),
        passkey_sign_in_routes(transactions, passkeys, parts.authenticator, parts.sessions),
        trusted_device_routes(transactions, parts.devices),
        user_routes(transactions, rules, codes, mails, removal),
        user_audit_routes(transactions),
        api_key_routes(transactions, ApiKeyActions(settings.key_pepper, mails)),
    )


def _features_of_the_platform(parts: Parts) -> Sequence[Blueprint]:
    """Return the paths of what administrators keep and look at."""
    settings, transactions = parts.settings, parts.transactions
    values = DataValues(settings.accounts, settings.admin_elevation, default_records(settings))
    return (
        article_routes(transactions),
        audit_routes(transactions),
        datavalue_routes(transactions, values),
        job_routes(transactions),
        block_list_routes(transactions),
        platform_state_routes(transactions, _checks(parts)),
        service_routes(transactions, parts.log_files),
        stats_routes(transactions, parts.query_counts),
    )


def _beginning(settings: ApiSettings) -> Beginning:
    return Beginning(settings.zone_primary_ns, default_records(settings), settings.zone_name_servers)


def _features_of_domains(parts: Parts) -> Sequence[Blueprint]:
    """Return the paths of everything that is about one domain."""
    settings, transactions = parts.settings, parts.transactions
    return (
        deleted_domain_routes(transactions, settings.deleted_zone_days),
        domain_audit_routes(transactions),
        domain_key_routes(transactions, settings.key_pepper),
        domain_routes(transactions, _beginning(settings)),
        history_routes(transactions),
        job_routes_of_domains(transactions),
        hook_routes(transactions, HookRules(Sealer(settings.hooks.sealing_secret), settings.hooks.allowed_networks)),
        record_routes(transactions),
        record_search_routes(transactions),
        zonefile_routes(transactions, settings.zone_name_servers),
        status_routes(transactions),
        zone_log_routes(transactions, parts.log_files, settings.log_files.primary),
        zone_stats_routes(transactions, parts.query_counts),
    )


def _features_elsewhere(parts: Parts) -> Mapping[str, Blueprint]:
    """Return paths that stand somewhere else, because clients know them there, by where that is."""
    acme = acme_routes(parts.transactions, parts.settings.acme_wait_seconds)
    return {
        f"{BASE}/external/httpreq": acme,
        "/experimental/httpreq": acme,
        "/experimental/ddns": ddns_routes(parts.transactions),
    }


def _checks(parts: Parts) -> Mapping[str, Check]:
    """Return how the parts beside the database are asked, by name."""
    return {
        "memcached": parts.sessions.check,
        "gearmand": parts.queue.check,
        "redis": parts.attempts.check_storage,
    }


def _health(parts: Parts) -> Blueprint:
    return health_routes(parts.transactions, _checks(parts), parts.metrics, parts.settings.metrics_networks)


def _now() -> int:
    return time.time_ns() // 1_000_000


def _note_saved() -> None:
    g.has_saved = True
