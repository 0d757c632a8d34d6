// The list of users and their groups at the left; knows who there is and where a click leads, not what a chat shows.

import * as api from "./api.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { snippet } from "./message.js";
import { dialog, toast } from "./notices.js";
import { address, beside } from "./route.js";
import { nameOf } from "./store.js";
import { listTime } from "./time.js";

const NAMES = ["Clara", "Dmitri", "Emeka", "Farida", "Gael", "Hana", "Ines", "Jonas", "Keiko", "Lin", "Marta", "Nils"];
const LANGUAGES = ["en", "es", "fr", "de", "it", "pt", "ru", "uk", "tr", "ar", "ja", "zh"];
const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

export class Sidebar {
  constructor(store) {
    this.store = store;
    this.list = h("ul", { class: "rows", "data-testid": "user-list" });
    this.element = h(
      "nav",
      { class: "sidebar", "aria-label": "Users" },
      h(
        "header",
        { class: "sidebar-head" },
        h("h2", {}, "People"),
        iconButton("group", "New group", { "data-testid": "new-group", onclick: () => this.#newGroup() }),
        iconButton("person", "New user", { "data-testid": "new-user", onclick: () => this.#newUser() }),
      ),
      this.list,
      h("p", { class: "sidebar-foot" }, "Everything here stays on this machine."),
    );
  }

  update(route) {
    const rows = [...this.store.users.values()].flatMap((user) => [
      this.#row(user, user.id, route),
      ...this.store.groupsOf(user.id).map((chat) => this.#row(user, chat.id, route)),
    ]);
    const focused = document.activeElement?.closest(".row")?.dataset.key;
    this.list.replaceChildren(...rows);
    if (focused) this.list.querySelector(`[data-key="${focused}"] a`)?.focus();
  }

  #row(user, chatId, route) {
    const isGroup = chatId !== user.id;
    const chat = this.store.chat(chatId);
    const name = isGroup ? nameOf(chat) : nameOf(user);
    const place = route.findIndex((side) => side.userId === user.id && side.chatId === chatId);
    const side = { userId: user.id, chatId };
    const split =
      place < 0 &&
      route.length > 0 &&
      h(
        "a",
        {
          class: "icon-button row-split",
          href: address(beside(route, side)),
          title: `Show ${name} beside`,
          "aria-label": `Show ${name} beside`,
          "data-testid": "show-beside",
        },
        icon("split"),
      );
    return h(
      "li",
      {
        class: ["row", isGroup && "is-group", place >= 0 && "is-open"].filter(Boolean).join(" "),
        "data-key": `${user.id}@${chatId}`,
      },
      h(
        "a",
        {
          class: "row-link",
          href: address([side]),
          "aria-current": place >= 0 ? "page" : null,
          "data-testid": isGroup ? "group-row" : "user-row",
          "data-user-id": user.id,
          "data-chat-id": chatId,
        },
        isGroup
          ? h("span", { class: "avatar avatar-group", "aria-hidden": "true" }, icon("group"))
          : avatar(user.id, name),
        this.#words(user, chatId, name),
      ),
      split,
    );
  }

  #words(user, chatId, name) {
    const last = this.store.last(chatId);
    const isGroup = chatId !== user.id;
    const unread = this.store.unread.get(chatId) ?? 0;
    const isTyping = this.store.typing(chatId);
    const isBlocked = !isGroup && this.store.hasBlocked(user.id);
    const who = last?.from?.id === user.id ? "You: " : "";
    const line = last ? `${who}${snippet(last)}` : "No messages yet";
    return h(
      "span",
      { class: "row-words" },
      h(
        "span",
        { class: "row-top" },
        h("strong", { class: "row-name" }, name),
        isBlocked && h("span", { class: "tag", "data-testid": "blocked-tag" }, "blocked"),
        !isGroup &&
          user.language_code &&
          h("span", { class: "tag is-quiet", title: "Language of the Telegram app" }, user.language_code),
        last && h("time", { class: "row-time" }, listTime(last.date * 1000, this.store.now())),
      ),
      h(
        "span",
        { class: "row-bottom" },
        h(
          "span",
          { class: isTyping ? "row-line is-typing" : "row-line", dir: "auto" },
          isTyping ? "bot is typing…" : line,
        ),
        unread > 0 &&
          h("span", { class: "badge", "data-testid": "unread", "aria-label": `${unread} unread` }, String(unread)),
      ),
    );
  }

  // --- new ones ------------------------------------------------------------------------------------------------------

  #newUser() {
    const taken = new Set([...this.store.users.values()].map((user) => user.first_name));
    const name = NAMES.find((free) => !taken.has(free)) ?? "Guest";
    const first = h("input", {
      name: "first",
      value: name,
      required: true,
      maxlength: "64",
      "data-testid": "new-user-name",
    });
    const last = h("input", { name: "last", maxlength: "64", placeholder: "optional", "data-testid": "new-user-last" });
    const language = h(
      "select",
      { name: "language", "data-testid": "new-user-language" },
      LANGUAGES.map((code) => h("option", { value: code }, `${languageNames.of(code)} (${code})`)),
    );
    const fields = [
      field("First name", first),
      field("Last name", last),
      field("Language of their Telegram", language),
    ];
    this.#form("New user", "new-user-dialog", fields, async () => {
      const user = await api.addUser({
        first_name: first.value.trim(),
        last_name: last.value.trim() || undefined,
        language_code: language.value,
      });
      this.store.takeUser(user);
      return { userId: user.id, chatId: user.id };
    });
    first.select();
  }

  #newGroup() {
    const title = h("input", {
      name: "title",
      value: "Newsroom",
      required: true,
      maxlength: "128",
      "data-testid": "new-group-title",
    });
    const boxes = [...this.store.users.values()].map((user) =>
      h("input", { type: "checkbox", value: user.id, checked: true }),
    );
    const kind = h(
      "select",
      { name: "kind" },
      [
        ["group", "Group"],
        ["supergroup", "Supergroup"],
      ].map(([value, label]) => h("option", { value }, label)),
    );
    const members = h(
      "fieldset",
      {},
      h("legend", {}, "Members (the bot joins too)"),
      boxes.map((box) => h("label", { class: "check" }, box, nameOf(this.store.users.get(Number(box.value))))),
    );
    this.#form("New group", "new-group-dialog", [field("Title", title), field("Kind", kind), members], async () => {
      const ids = boxes.filter((box) => box.checked).map((box) => Number(box.value));
      if (ids.length === 0) throw new api.ControlError("A group needs at least one member.");
      const chat = await api.addChat({ type: kind.value, title: title.value.trim(), member_ids: ids });
      this.store.takeChat(chat);
      return { userId: ids[0], chatId: chat.id };
    });
    title.select();
  }

  // `make` gives the side to open once it exists.
  #form(title, testid, fields, make) {
    dialog({ title, testid }, (close) => {
      const submit = async (event) => {
        event.preventDefault();
        try {
          window.location.hash = address([await make()]);
          close();
        } catch (error) {
          if (!(error instanceof api.ControlError)) throw error;
          toast(event.target, error.message, { isError: true });
        }
      };
      const foot = h(
        "div",
        { class: "dialog-foot" },
        h("button", { class: "primary", "data-testid": "dialog-ok" }, "Create"),
      );
      return h("form", { class: "fields", onsubmit: submit }, fields, foot);
    });
  }
}

function field(label, control) {
  return h("label", { class: "field" }, h("span", {}, label), control);
}
