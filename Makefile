# `make run` brings the platform up on this machine, `make test` tests it; `make help` lists the rest.

PYTHON := .venv/bin/python
LOCAL := $(PYTHON) -m orchestration.local

.PHONY: help setup setup-test run stop status logs reset check test browser chaos stress bench

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

setup:
	@orchestration/local/setup run

setup-test:
	@orchestration/local/setup test

run: setup ## install what is missing, start everything, show how to use it
	@$(LOCAL) up

stop: ## stop everything that `make run` started
	@$(LOCAL) down

status: ## every service, its health, and what is late
	@$(LOCAL) status

logs: ## follow the logs of all services
	@$(LOCAL) logs

reset: ## stop everything and delete its state
	@$(LOCAL) reset

check: setup-test ## style, types and import rules
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

test: check ## everything but the slow suites and the browser
	@.venv/bin/pytest -q --ignore=tests/browser

browser: setup-test ## the dashboard in a real Chromium
	@.venv/bin/pytest -q tests/browser

chaos: setup-test ## the slow suites: every part is killed in turn, requests are made up from the document of the API
	@.venv/bin/pytest -q -m slow

stress: setup-test ## provoke what seldom happens, by chance
	@.venv/bin/pytest -q -m stress

bench: setup-test ## measure, and write JSON to var/bench
	@$(PYTHON) -m tests.bench
