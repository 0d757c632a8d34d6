// The sandbox's clock at the top: shows it and moves it; knows only time.

import * as api from "./api.js";
import { h, icon } from "./dom.js";
import { toast } from "./notices.js";
import { full, hourMinute, offsetName, parseJump, shortDay, untilWallTime, zoneName } from "./time.js";

const MORNING = 8; // o'clock: when most digests are due
const DAY = 24 * 60 * 60; // seconds

/** The clock's element; it ticks by itself. */
export class ClockBar {
  constructor(store) {
    this.store = store;
    this.time = h("span", { class: "clock-time", "data-testid": "clock-time" });
    this.day = h("span", { class: "clock-day" });
    this.lead = h("span", { class: "clock-lead", "data-testid": "clock-offset" });
    this.input = h("input", {
      class: "clock-input",
      placeholder: "90m · 07:30 · 2026-03-01 08:00",
      "aria-label": "Move the clock by a span, to a time or to a date",
      "data-testid": "clock-input",
      autocomplete: "off",
      spellcheck: "false",
    });
    this.panel = h(
      "div",
      { class: "clock-panel", hidden: true, role: "group", "aria-label": "Set the clock" },
      this.#form(),
      this.#reset(),
    );
    this.face = h(
      "button",
      {
        type: "button",
        class: "clock-face",
        "aria-expanded": "false",
        "aria-label": "Sandbox time",
        "data-testid": "clock",
        onclick: () => this.#toggle(),
      },
      icon("clock"),
      h("span", { class: "clock-words" }, this.time, this.day),
      this.lead,
    );
    this.element = h(
      "div",
      { class: "clock", role: "group", "aria-label": "Sandbox clock" },
      this.face,
      this.#buttons(),
      this.panel,
    );
    this.#closeOutside();
    this.update();
    setInterval(() => this.update(), 1000);
  }

  update() {
    const now = this.store.now();
    this.time.textContent = hourMinute(now);
    this.day.textContent = `${shortDay(now)}, ${zoneName(now)}`;
    this.lead.textContent = offsetName(this.store.offset);
    this.face.title = full(now);
    this.reset.hidden = Math.abs(this.store.offset) < 1;
  }

  #buttons() {
    const step = (label, title, testid, seconds) =>
      h(
        "button",
        { type: "button", class: "clock-step", title, "data-testid": testid, onclick: () => this.#advance(seconds()) },
        label,
      );
    return h(
      "div",
      { class: "clock-steps" },
      step("+1 min", "Move the clock one minute ahead", "clock-minute", () => 60),
      step("+1 h", "Move the clock one hour ahead", "clock-hour", () => 3600),
      step("→ 08:00", "Move the clock to the next 08:00", "clock-morning", () =>
        untilWallTime(MORNING, 0, this.store.now()),
      ),
      step("+1 day", "Move the clock one day ahead", "clock-day", () => DAY),
    );
  }

  #form() {
    const submit = (event) => {
      event.preventDefault();
      const seconds = parseJump(this.input.value, this.store.now());
      if (seconds === null)
        this.#complain("Try a span such as 90m, a time such as 07:30, or a date such as 2026-03-01 08:00.");
      else if (seconds <= 0) this.#complain("That moment has passed. The clock only moves ahead.");
      else this.#advance(seconds).then(() => this.#toggle(false));
    };
    return h(
      "form",
      { class: "clock-form", onsubmit: submit },
      this.input,
      h("button", { class: "primary", "data-testid": "clock-set" }, "Go"),
    );
  }

  #reset() {
    const back = () => this.#set({ offset_seconds: 0 });
    this.reset = h(
      "button",
      { type: "button", class: "clock-reset", hidden: true, "data-testid": "clock-reset", onclick: back },
      "Back to real time",
    );
    return this.reset;
  }

  #complain(words) {
    toast(document.body, words, { isError: true });
    this.input.select();
  }

  #advance(seconds) {
    return this.#set({ advance_seconds: Math.ceil(seconds) });
  }

  async #set(change) {
    try {
      this.store.apply({ type: "clock", ...(await api.setClock(change)) });
    } catch (error) {
      if (!(error instanceof api.ControlError)) throw error;
      toast(document.body, error.message, { isError: true });
    }
  }

  #toggle(isOpen = this.panel.hidden) {
    this.panel.hidden = !isOpen;
    this.face.setAttribute("aria-expanded", String(isOpen));
    this.element.classList.toggle("is-open", isOpen);
    if (isOpen) this.input.select();
    else this.input.value = "";
  }

  #closeOutside() {
    const isOutside = (event) => !this.panel.hidden && !this.element.contains(event.target);
    document.addEventListener("pointerdown", (event) => isOutside(event) && this.#toggle(false));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.panel.hidden) return;
      this.#toggle(false);
      this.face.focus();
    });
  }
}
