// How elements are made; knows nothing of chats. Everything goes through the DOM API, so text can never become markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, `on…` listeners and children; strings become text nodes, null and false vanish. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** A picture from icons.svg; silent for screen readers, the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", new URL(`icons.svg#${name}`, import.meta.url).href);
  svg.append(use);
  return svg;
}

/** A round button that shows only a picture; `label` is its accessible name and its tooltip. */
export function iconButton(name, label, props = {}) {
  const { class: extra = "", ...rest } = props;
  return h(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": label, title: label, ...rest },
    icon(name),
  );
}

const PALETTE = 7; // the number of .tint-N rules in base.css

/** The colour class that belongs to an id, the same in every place it is shown. */
export function tint(id) {
  return `tint-${Math.abs(Number(id)) % PALETTE}`;
}

/** A round portrait: two initials on the colour of the id, or a picture for the bot. */
export function avatar(id, name, picture = null) {
  if (picture) return h("span", { class: "avatar avatar-bot", "aria-hidden": "true" }, icon(picture));
  const words = name.trim().split(/\s+/u);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...word][0] ?? "").join("");
  return h("span", { class: `avatar ${tint(id)}`, "aria-hidden": "true" }, initials.toLocaleUpperCase());
}
