// The scrolling list of a chat's messages; knows order, days and scrolling, not how messages are sent.

import { h, icon } from "./dom.js";
import { renderMessage, serviceText } from "./message.js";
import { dayKey, dayName } from "./time.js";

const RUN = 5 * 60; // seconds: messages of one sender closer than this stand together
const WINDOW = 200; // messages shown at once; older ones come on request
const IDLE = 1200; // milliseconds after which a reader is no longer scrolling
const NEAR = 60; // pixels from the end that still count as “at the end”

/** Keeps the elements of one chat in step with the store. */
export class MessageLog {
  #nodes = new Map(); // key -> {signature, element}
  #shown = WINDOW;
  #isAtEnd = true;
  #missed = 0;
  #size = "";
  #known = null; // ids seen so far; null until the first drawing, which is not news

  constructor({ store, viewer, chatId, actions, empty }) {
    Object.assign(this, { store, viewer, chatId, empty });
    this.actions = { ...actions, jump: (id) => this.jump(id) };
    this.list = h("div", {
      class: "log-list",
      role: "log",
      "aria-label": "Messages",
      "aria-live": "polite",
      "data-testid": "message-list",
    });
    this.scroller = h(
      "div",
      { class: "log-scroller", tabindex: "0", "aria-label": "Chat history", role: "region" },
      this.list,
    );
    this.badge = h("span", { class: "badge" });
    this.toEnd = h(
      "button",
      {
        type: "button",
        class: "to-end",
        hidden: true,
        "aria-label": "Go to the latest message",
        onclick: () => this.scrollToEnd("smooth"),
      },
      icon("down"),
      this.badge,
    );
    this.element = h("div", { class: "log" }, this.scroller, this.toEnd);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // Also the first time it is laid out, and when a narrower window or a taller composer leaves less room.
    this.resizing = new ResizeObserver(() => this.#laidOut());
    this.resizing.observe(this.scroller);
    this.resizing.observe(this.list);
  }

  close() {
    this.resizing.disconnect();
  }

  /** Draws what changed; stays at the end if it was there, or if the reader has just written. */
  update() {
    const messages = this.store.history(this.chatId);
    const fresh = this.#known ? messages.filter((message) => !this.#known.has(message.message_id)) : [];
    const isMine = fresh.some((message) => message.from?.id === this.viewer);
    this.#known = new Set(messages.map((message) => message.message_id));
    const wasAtEnd = this.#isAtEnd || isMine;
    if (!wasAtEnd) this.#missed += fresh.length;
    this.#reconcile(this.#items(messages, new Set(fresh.map((message) => message.message_id))));
    if (wasAtEnd) this.scrollToEnd();
    this.#showToEnd();
  }

  scrollToEnd(behavior = "instant") {
    this.#isAtEnd = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
  }

  /** Brings a message into view and lets it glow for a moment. */
  jump(messageId) {
    const element = this.#nodes.get(`m${messageId}`)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    element.classList.remove("is-found");
    requestAnimationFrame(() => element.classList.add("is-found"));
    element.addEventListener("animationend", () => element.classList.remove("is-found"), { once: true });
  }

  #laidOut() {
    this.#size = sizeOf(this.scroller);
    if (this.#isAtEnd) this.scrollToEnd();
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR;
    // A new size moves the end away without the reader's doing; #laidOut, which comes right after, follows it.
    if (isNear || this.#size === sizeOf(this.scroller)) this.#isAtEnd = isNear;
    if (this.#isAtEnd) this.#missed = 0;
    this.#showToEnd();
    this.#markStuck();
    this.element.classList.remove("is-idle");
    clearTimeout(this.idling);
    this.idling = setTimeout(() => this.element.classList.add("is-idle"), IDLE);
  }

  // A day's sign clings to the upper edge while messages of that day pass under it.
  #markStuck() {
    for (const day of this.list.querySelectorAll(".day")) {
      const next = day.nextElementSibling?.getBoundingClientRect();
      day.classList.toggle("is-stuck", next !== undefined && next.top < day.getBoundingClientRect().bottom - 1);
    }
  }

  #showToEnd() {
    this.toEnd.hidden = this.#isAtEnd;
    this.badge.textContent = this.#missed > 0 ? String(this.#missed) : "";
  }

  // Each item is {key, signature, make}: an element is made anew only when its signature changed.
  #items(messages, fresh) {
    if (messages.length === 0) return [{ key: "empty", signature: "", make: this.empty }];
    const shown = messages.slice(-this.#shown);
    const items = shown.length < messages.length ? [this.#earlier(messages.length)] : [];
    const now = this.store.now();
    shown.forEach((message, index) => {
      const day = dayKey(message.date * 1000);
      const isNewDay = index === 0 || day !== dayKey(shown[index - 1].date * 1000);
      if (isNewDay) items.push(separator(day, dayName(message.date * 1000, now)));
      items.push(this.#item(message, shown[index - 1], shown[index + 1], fresh.has(message.message_id)));
    });
    return items;
  }

  #item(message, previous, next, isNew) {
    const isFirst = !previous || !together(previous, message);
    const isLast = !next || !together(message, next);
    const showName = isFirst && message.chat.type !== "private" && message.from?.id !== this.viewer;
    const place = { isFirst, isLast, showName };
    const signature = JSON.stringify([message, place]);
    const make = () => renderMessage(message, this.viewer, { ...place, isNew }, this.actions);
    return { key: `m${message.message_id}`, signature, make };
  }

  #earlier(count) {
    const more = () => {
      this.#shown += WINDOW;
      this.#isAtEnd = false;
      this.update();
    };
    const make = () => h("button", { type: "button", class: "earlier", onclick: more }, "Show earlier messages");
    return { key: "earlier", signature: String(count > this.#shown), make };
  }

  #reconcile(items) {
    const kept = new Map();
    let cursor = this.list.firstChild;
    for (const { key, signature, make } of items) {
      const old = this.#nodes.get(key);
      const element = old?.signature === signature ? old.element : make();
      kept.set(key, { signature, element });
      if (element === cursor) cursor = cursor.nextSibling;
      else if (old && old.element === cursor) {
        cursor = cursor.nextSibling;
        replace(old.element, element);
      } else this.list.insertBefore(element, cursor);
    }
    const keep = new Set([...kept.values()].map(({ element }) => element));
    for (const child of [...this.list.children]) if (!keep.has(child)) child.remove();
    this.#nodes = kept;
  }
}

const sizeOf = (element) => `${element.clientWidth}×${element.clientHeight} of ${element.scrollHeight}`;

// Whoever pressed a button of a message with the keyboard stays at that place when the message is edited.
function replace(old, element) {
  const at = [...old.querySelectorAll("a, button")].indexOf(document.activeElement);
  old.replaceWith(element);
  if (at >= 0) ([...element.querySelectorAll("a, button")][at] ?? element).focus({ preventScroll: true });
}

function together(a, b) {
  if (serviceText(a) || serviceText(b)) return false;
  return a.from?.id === b.from?.id && b.date - a.date < RUN && dayKey(a.date * 1000) === dayKey(b.date * 1000);
}

function separator(day, name) {
  const make = () => h("div", { class: "day", role: "separator", "data-testid": "day-separator" }, h("span", {}, name));
  return { key: `d${day}`, signature: name, make };
}
