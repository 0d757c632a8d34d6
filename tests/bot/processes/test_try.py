"""`clipping` without a token, as a newcomer meets it: the chat in a real browser, an article, a digest."""

import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

ARTICLE = (Path(__file__).parents[2] / "golden" / "venezuela-russia.txt").read_text(encoding="utf-8")
TITLE = "Venezuela to expand cooperation with Russia in the military sphere"
# Where to keep a picture of the finished chat, for the README; only when asked for.
PICTURE = os.environ.get("CLIPPING_SCREENSHOT")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.mark.browser
@pytest.mark.timeout(240)
async def test_the_try_out_chat_from_first_article_to_digest(trying, until):
    await trying.start()
    url = await until(lambda: _address(trying), 60)
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert executable, "no browser: install chromium (Debian: apt-get install chromium)"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1360, "height": 900}, color_scheme="light")
        await page.goto(url)
        await _choose(page, "Ana")
        await _send_article(page)
        summary = _answers(page).filter(has_text=TITLE).last
        await expect(summary).to_be_visible(timeout=60_000)
        words = await summary.get_by_test_id("message-text").inner_text()
        assert words.count(TITLE) == 1
        assert "Photo:" not in words
        assert "Read More" not in words
        assert "Nicolás Maduro" in words
        assert await summary.locator("blockquote").count() == 2, "his third stands in the summary"

        await _choose(page, "Ben")
        await _type(page, "/timezone America/Caracas")
        await expect(_answers(page).last).to_contain_text("America/Caracas", timeout=20_000)
        soon = datetime.now(UTC) - timedelta(hours=4) + timedelta(minutes=2)
        await _type(page, f"/subscribe Venezuela {soon:%H:%M}")
        await expect(_answers(page).last).to_contain_text("Subscribed", timeout=20_000)
        for _ in range(2):
            await page.get_by_role("button", name="+1 min").click()
        digest = _answers(page).filter(has_text="Your digest")
        await expect(digest).to_have_count(1, timeout=30_000)
        await expect(digest).to_contain_text(TITLE)
        if PICTURE:
            await page.set_viewport_size({"width": 1500, "height": 1120})
            await _choose(page, "Ana")
            await page.get_by_label("Show Ben beside").click()
            await page.wait_for_timeout(500)  # the panes slide into place
            await page.screenshot(path=PICTURE)
            await _choose(page, "Ben")
        await page.get_by_role("button", name="+1 h", exact=True).click()
        await digest.get_by_role("button", name="1", exact=True).click()
        await expect(_answers(page).filter(has_text="Nicolás Maduro").last).to_be_visible(timeout=20_000)
        await expect(digest).to_have_count(1)
        await browser.close()
    assert await trying.terminate() == 0


async def _address(process) -> str | None:
    found = re.search(r"http://127\.0\.0\.1:\d+", process.output())
    return found.group() if found and "started bot=" in process.output() else None


def _answers(page: Page):
    return page.locator("[data-testid=message][data-direction=in]")


async def _choose(page: Page, name: str) -> None:
    await page.get_by_test_id("user-row").filter(has_text=name).first.click()
    # The address changes first and the chat a moment later: what is typed at once would go into the chat before.
    await expect(page.get_by_label(f"Message as {name}")).to_be_visible()


async def _type(page: Page, words: str) -> None:
    box = page.get_by_test_id("composer-input")
    await box.fill(words)
    await box.press("Enter")


async def _send_article(page: Page) -> None:
    await _type(page, ARTICLE)
