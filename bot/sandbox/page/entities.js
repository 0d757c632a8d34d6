// Message entities as elements; knows text and offsets (UTF-16 units, as JavaScript strings count), not chats.

import { h, icon } from "./dom.js";

const LINK_SCHEMES = new Set(["http:", "https:", "tg:", "mailto:"]);
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
// Where two entities cover the same text, the one with the lower rank goes outside.
const RANKS = { blockquote: 0, expandable_blockquote: 0, pre: 1, text_link: 2, url: 2, spoiler: 3 };
const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

/** An address a click may go to, or null: message text is anybody's, so only harmless schemes count. */
export function safeHref(address) {
  const text = String(address ?? "").trim();
  const full = /^[a-z][a-z0-9+.-]*:/iu.test(text) && !/^[^/:]+:\d+(\/|$)/u.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(full);
    return LINK_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The text with its entities as nodes. `onCommand(command)` runs when a bot command in it is clicked. */
export function renderText(text, entities, { onCommand = () => {} } = {}) {
  const fragment = document.createDocumentFragment();
  fill(fragment, { text, onCommand }, 0, text.length, arrange(text, entities ?? []));
  return fragment;
}

function arrange(text, entities) {
  return entities
    .map((entity) => ({
      entity,
      start: Math.max(0, entity.offset),
      end: Math.min(text.length, entity.offset + entity.length),
    }))
    .filter(({ start, end }) => start < end)
    .sort(order);
}

function order(a, b) {
  const rank = (item) => RANKS[item.entity.type] ?? 4;
  return a.start - b.start || b.end - a.end || rank(a) - rank(b);
}

// Entities nest; where they merely overlap (Telegram never sends that, a hand-made update may), the later one is cut in two.
function fill(parent, source, start, end, items) {
  let at = start;
  let queue = items;
  let afterBlock = false;
  while (queue.length > 0) {
    const [item, ...rest] = queue;
    const isBlock = BLOCKS.has(item.entity.type);
    appendPlain(parent, source.text.slice(at, item.start), afterBlock, isBlock);
    const inner = [];
    queue = [];
    for (const other of rest) {
      if (other.start >= item.end) queue.push(other);
      else {
        inner.push({ ...other, end: Math.min(other.end, item.end) });
        if (other.end > item.end) queue.push({ ...other, start: item.end });
      }
    }
    queue.sort(order);
    const { root, body } = open(item.entity, source.text.slice(item.start, item.end), source);
    fill(body, source, item.start, item.end, inner);
    parent.append(root);
    at = item.end;
    afterBlock = isBlock;
  }
  appendPlain(parent, source.text.slice(at, end), afterBlock, false);
}

// A block brings its own line break: the newline that stands next to it in the text would show as an empty line.
function appendPlain(parent, text, afterBlock, beforeBlock) {
  let shown = text;
  if (afterBlock && shown.startsWith("\n")) shown = shown.slice(1);
  if (beforeBlock && shown.endsWith("\n")) shown = shown.slice(0, -1);
  if (shown) parent.append(shown);
}

function open(entity, covered, { onCommand }) {
  const plain = PLAIN_TAGS[entity.type];
  if (plain) return only(h(plain));
  switch (entity.type) {
    case "spoiler":
      return only(spoiler());
    case "pre":
      return pre(entity.language);
    case "blockquote":
      return only(h("blockquote", { class: "quote", dir: "auto" }));
    case "expandable_blockquote":
      return expandable();
    case "text_link":
      return only(link(entity.url));
    case "url":
      return only(link(covered));
    case "email":
      return only(link(`mailto:${covered}`));
    case "bot_command":
      return only(command(covered, onCommand));
    default:
      return only(h("span", { class: `entity entity-${entity.type}` }));
  }
}

const only = (element) => ({ root: element, body: element });

function link(address) {
  const href = safeHref(address);
  if (!href) return h("span", { class: "entity" });
  return h("a", { class: "link", href, target: "_blank", rel: "noopener noreferrer", title: href });
}

function command(text, onCommand) {
  return h("button", {
    type: "button",
    class: "command",
    "data-testid": "command-link",
    onclick: () => onCommand(text),
  });
}

function pre(language) {
  const code = h("code");
  return { root: h("pre", { class: "pre", "data-language": language || null }, code), body: code };
}

function spoiler() {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (element.classList.contains("is-open")) return;
    event.preventDefault();
    element.classList.add("is-open");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  };
  const element = h("span", {
    class: "spoiler",
    role: "button",
    tabindex: "0",
    "aria-label": "Hidden text, press to show",
    "data-testid": "spoiler",
    onclick: reveal,
    onkeydown: reveal,
  });
  return element;
}

function expandable() {
  const body = h("div", { class: "quote-body" });
  const toggle = h("button", {
    type: "button",
    class: "quote-toggle",
    "aria-expanded": "false",
    "data-testid": "quote-toggle",
  });
  const root = h(
    "blockquote",
    { class: "quote expandable", dir: "auto", "data-testid": "expandable-quote" },
    body,
    toggle,
  );
  const show = (isOpen) => {
    root.classList.toggle("is-open", isOpen);
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.replaceChildren(isOpen ? "Show less" : "Show more", icon("chevron"));
  };
  show(false);
  toggle.addEventListener("click", () => show(!root.classList.contains("is-open")));
  // Only a quote longer than its three lines needs a toggle; that depends on the width, so it is measured.
  new ResizeObserver(() => {
    if (!root.classList.contains("is-open"))
      root.classList.toggle("is-short", body.scrollHeight <= body.clientHeight + 1);
  }).observe(body);
  return { root, body };
}
