"""The application: a Telegram bot over storage and summarizer; the only package that knows both."""
