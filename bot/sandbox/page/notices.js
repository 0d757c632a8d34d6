// Short words to the reader: toasts, alerts and dialogs; knows nothing of chats.

import { h, icon, iconButton } from "./dom.js";

const TOAST_TIME = 4000; // milliseconds, a little more per character

/** A line that floats over `host` for a few seconds. */
export function toast(host, text, { isError = false } = {}) {
  let shelf = host.querySelector(":scope > .toasts");
  if (!shelf) {
    shelf = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    host.append(shelf);
  }
  const element = h("div", { class: isError ? "toast is-error" : "toast", "data-testid": "toast" }, text);
  const leave = () => element.remove();
  element.addEventListener("click", leave);
  shelf.append(element);
  while (shelf.children.length > 3) shelf.firstChild.remove();
  setTimeout(leave, TOAST_TIME + 40 * text.length);
}

/** A modal dialog that removes itself when closed; `fill(close)` gives its content. */
export function dialog({ title, testid, className = "" }, fill) {
  const titleId = `title-${testid}`;
  const element = h("dialog", { class: `dialog ${className}`, "data-testid": testid, "aria-labelledby": titleId });
  const close = () => element.close();
  element.append(
    h(
      "header",
      { class: "dialog-head" },
      h("h2", { id: titleId }, title),
      iconButton("close", "Close", { onclick: close }),
    ),
    h("div", { class: "dialog-body" }, fill(close)),
  );
  element.addEventListener("close", () => element.remove());
  element.addEventListener("click", (event) => event.target === element && close()); // a click on the backdrop
  document.body.append(element);
  element.showModal();
  return element;
}

/** What a bot says with show_alert: a modal word that waits for “OK”. */
export function alertBox(title, text) {
  dialog({ title, testid: "alert", className: "is-alert" }, (close) => [
    h("p", { class: "alert-text" }, text),
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "primary", autofocus: true, onclick: close }, "OK"),
    ),
  ]);
}

/** A small menu of deeds that opens under a button; entries are {label, icon, run, isDanger?, testid?}. */
export function menuButton(button, entries) {
  const list = h("div", { class: "menu", role: "menu", hidden: true });
  const holder = h("div", { class: "menu-holder" }, button, list);
  button.setAttribute("aria-haspopup", "menu");
  const show = (isOpen) => {
    list.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    list.replaceChildren(...entries().map((entry) => menuItem(entry, () => show(false))));
    list.firstChild?.focus();
  };
  show(false);
  button.addEventListener("click", () => show(list.hidden));
  holder.addEventListener("keydown", (event) => menuKey(event, list, () => (show(false), button.focus())));
  holder.addEventListener("focusout", (event) => {
    if (!list.hidden && event.relatedTarget && !holder.contains(event.relatedTarget)) show(false);
  });
  document.addEventListener("pointerdown", (event) => !list.hidden && !holder.contains(event.target) && show(false));
  return holder;
}

function menuItem(entry, close) {
  const run = () => {
    close();
    entry.run();
  };
  const props = {
    type: "button",
    role: "menuitem",
    class: entry.isDanger ? "menu-item is-danger" : "menu-item",
    "data-testid": entry.testid,
  };
  return h("button", { ...props, onclick: run }, icon(entry.icon), entry.label);
}

function menuKey(event, list, close) {
  if (list.hidden) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key === "Escape") close();
  else if (event.key in steps) {
    const items = [...list.children];
    const next = (items.indexOf(document.activeElement) + steps[event.key] + items.length) % items.length;
    items[next].focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
