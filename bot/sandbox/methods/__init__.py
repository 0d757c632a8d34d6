"""The Bot API's methods, one module per subject; each knows the world and its parameters, none knows HTTP."""

from bot.sandbox.methods import chats, edits, files, messages, profile
from bot.sandbox.methods.kinds import Method

METHODS: dict[str, Method] = {
    name.lower(): method
    for module in (chats, edits, files, messages, profile)
    for name, method in module.METHODS.items()
}
