"""How property-based tests are run."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "intertitle",
    deadline=None,  # a busy machine is no failure
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("intertitle")
