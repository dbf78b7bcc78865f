"""Structured logs: a JSON line per event on standard output, with service, request_id, job_id and zone."""

import logging
import sys

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor


def configure(service: str, level: str = "INFO") -> None:
    """Send every log line of this process to standard output as JSON.

    Args:
        service: the name of the service, put on every line.
        level: the least level written: DEBUG, INFO, WARNING or ERROR.
    """

    def name_the_service(_logger: object, _method: str, event: EventDict) -> EventDict:
        # not a context variable: those are not inherited by new threads
        return {"service": service, **event}

    shared: list[Processor] = [
        name_the_service,
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def get() -> FilteringBoundLogger:
    """Return a logger; bind values to it or pass them with each event."""
    logger: FilteringBoundLogger = structlog.get_logger()
    return logger
