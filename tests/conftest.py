"""What every suite shares."""

from hypothesis import HealthCheck, settings

# how long an example takes, or the making of one, says something about the machine, not about the code
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
