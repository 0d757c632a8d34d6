// The choice of a sample article to forward; knows the samples, not the chat they go to.

import * as api from "./api.js";
import { h, icon } from "./dom.js";
import { dialog } from "./notices.js";

const CHANNEL = { id: -1001990000001, type: "channel", title: "World Wire", username: "worldwire" };
const FIRST = "venezuela-russia.en"; // the one the first-run hint's /subscribe venezuela will find
const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

/** Lets the reader choose; resolves with {text, origin} to forward, or null. Raises ControlError. */
export async function chooseSample() {
  const list = (await api.samples()).sort(order);
  const name = await new Promise((resolve) => {
    const element = dialog({ title: "Forward a sample article", testid: "sample-dialog" }, (close) => {
      const choose = (chosen) => () => {
        resolve(chosen);
        close();
      };
      return body(list, choose);
    });
    element.addEventListener("close", () => resolve(null));
  });
  if (name === null) return null;
  const { text } = await api.sample(name);
  return {
    text,
    origin: { type: "channel", chat: CHANNEL, message_id: 1 + list.findIndex((item) => item.name === name) },
  };
}

// After the first one those in English, the page's own language, then the others by language.
function order(a, b) {
  const rank = ({ name, language }) => (name === FIRST ? 0 : language === "en" ? 1 : 2);
  return rank(a) - rank(b) || a.language.localeCompare(b.language) || a.name.localeCompare(b.name);
}

function body(list, choose) {
  if (list.length === 0) return h("p", { class: "quiet" }, "No samples here: the folder bot/sandbox/samples is empty.");
  return [
    h("p", { class: "quiet" }, `It arrives as if forwarded from the channel “${CHANNEL.title}”.`),
    h(
      "ul",
      { class: "samples" },
      list.map((item) => h("li", {}, row(item, choose(item.name)))),
    ),
  ];
}

function row({ name, title, language }, onclick) {
  return h(
    "button",
    { type: "button", class: "sample", "data-testid": "sample", "data-sample": name, onclick },
    h("span", { class: "sample-language", "aria-hidden": "true" }, language ?? "—"),
    h("span", { class: "sample-words" }, h("strong", { dir: "auto" }, title), h("small", {}, languageName(language))),
    icon("forward"),
  );
}

function languageName(code) {
  try {
    return languageNames.of(code);
  } catch {
    return "Unknown language";
  }
}
