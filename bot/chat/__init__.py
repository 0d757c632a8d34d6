"""The conversation on Telegram: updates in, answers out; with app.py the only place that knows its library."""

import os

# The library is on its way from seconds to timedelta and warns at each flood until told that we read the new form.
os.environ.setdefault("PTB_TIMEDELTA", "true")
