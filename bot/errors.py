"""What can go wrong for a person in the chat; knows no words of any language, only keys into `messages/locales`.

UserError
├─ raised with a key that `messages` turns into the reader's language
└─ its `__cause__`, if any, goes to the log and never into the chat
"""


class UserError(Exception):
    """A request that cannot be met, to be told kindly to the person who made it.

    `key` names a message `error-<key>` of the locale files, `args` are its variables.
    """

    def __init__(self, key: str, **args: str | float) -> None:
        super().__init__(key, args)
        self.key = key
        self.variables = args
