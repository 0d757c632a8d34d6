"""What a method is; knows none of them."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.params import Params
from bot.sandbox.state import State

Method = Callable[[State, Params], Any]
