"""What the engine may log: never what people write."""

from __future__ import annotations

import logging
import warnings


def quiet_logs(level: str) -> None:
    """Log at `level`, but never what people write: below INFO, Rasa's own lines quote their messages."""
    import rasa.utils.common
    import structlog

    lowest = max(logging.INFO, logging.getLevelName(level))
    rasa.utils.common.configure_logging_and_warnings(log_level=lowest)
    # Rasa's dependencies warn of their own future by the dozen at every start.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING), cache_logger_on_first_use=True
    )
