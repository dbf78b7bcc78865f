"""The front door of gunicorn: reads the environment and makes the application."""

import os

from api.app import create_app
from core import logs
from core.settings import ApiSettings, load

settings, level = load(os.environ, ApiSettings.read)
logs.configure("api", level)
application = create_app(settings)
