"""The conversation on Telegram: updates in, answers out; with app.py the only place that knows its library."""
