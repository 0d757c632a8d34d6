"""Who gets what, when: schedules, matching, composing, and the outbox; knows no Telegram library."""
