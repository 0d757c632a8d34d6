"""Any source to a stored, tagged, summarised article; knows the web, processes and the store, never the chat."""

from bot.ingest.analyst import Analyst
from bot.ingest.fetch import Fetched, Fetcher
from bot.ingest.pipeline import LONGEST, Ingest, Source

__all__ = ["LONGEST", "Analyst", "Fetched", "Fetcher", "Ingest", "Source"]
