"""The front door of gunicorn: reads the environment and makes the application."""

import os

from core import logs
from core.settings import WebSettings, load
from web.app import create_app

settings, level = load(os.environ, WebSettings.read)
logs.configure("web", level)
application = create_app(settings)
