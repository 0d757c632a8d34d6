// One chat as one user sees it: head, messages, composer; knows the store and the control API, not its neighbours.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { MessageLog } from "./log.js";
import { alertBox, menuButton, toast } from "./notices.js";
import { chooseSample } from "./samples.js";
import { nameOf } from "./store.js";

const ACTION_WORDS = { typing: "typing", upload_document: "sending a file", upload_photo: "sending a photo" };

export class Pane {
  /** The addresses this pane offers: {beside, alone}, each null where it makes no sense; the layout keeps them fresh. */
  routes = { beside: null, alone: null };

  constructor({ store, userId, chatId }) {
    Object.assign(this, { store, userId, chatId });
    this.user = store.users.get(userId);
    this.chat = store.chat(chatId);
    this.isPrivate = this.chat.type === "private";
    this.status = h("span", { class: "pane-status", "aria-live": "polite", "data-testid": "chat-status" });
    this.log = new MessageLog({ store, viewer: userId, chatId, actions: this.#actions(), empty: () => this.#empty() });
    this.composer = new Composer(this.#deeds(), { label: `Message as ${nameOf(this.user)}` });
    this.foot = h("div", { class: "pane-foot" });
    this.element = h(
      "section",
      {
        class: "pane",
        "data-testid": "pane",
        "data-user-id": userId,
        "data-chat-id": chatId,
        "aria-label": this.#title(),
      },
      this.#head(),
      this.log.element,
      this.foot,
      h(
        "div",
        { class: "drop-hint", "aria-hidden": "true" },
        icon("file"),
        h("strong", {}, "Drop to send"),
        h("span", {}, `as ${nameOf(this.user)}`),
      ),
    );
    this.#takeDrops();
    this.update();
  }

  close() {
    this.log.close();
  }

  update() {
    this.user = this.store.users.get(this.userId) ?? this.user;
    this.store.markRead(this.chatId);
    this.log.update();
    this.updateStatus();
    const isBlocked = this.isPrivate && this.store.hasBlocked(this.userId);
    this.element.classList.toggle("is-blocked", isBlocked);
    const foot = isBlocked ? this.#unblockBar() : this.composer.element;
    if (this.foot.firstChild !== foot && !(isBlocked && this.foot.querySelector(".unblock")))
      this.foot.replaceChildren(foot);
    this.composer.fit();
  }

  updateStatus() {
    const action = this.store.typing(this.chatId);
    const shown = action ?? this.#rest();
    if (this.shownStatus === shown) return; // a live region: the same words are not to be read again
    this.shownStatus = shown;
    this.status.classList.toggle("is-typing", Boolean(action));
    if (action) {
      const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
      this.status.replaceChildren(dots, ACTION_WORDS[action] ?? "busy");
    } else this.status.replaceChildren(shown);
  }

  focus() {
    this.composer.focus();
  }

  // --- parts -----------------------------------------------------------------------------------------------------

  #title() {
    return this.isPrivate ? `${nameOf(this.user)} with the bot` : `${nameOf(this.user)} in ${nameOf(this.chat)}`;
  }

  #rest() {
    if (this.isPrivate) return this.store.hasBlocked(this.userId) ? "blocked" : "bot";
    const count = this.chat.members?.length ?? 0;
    return `${this.chat.type}${count > 0 ? `, ${count} members` : ""}`;
  }

  #head() {
    const peer = this.isPrivate ? this.store.bot : this.chat;
    const more = iconButton("more", "More", { "data-testid": "pane-menu" });
    return h(
      "header",
      { class: "pane-head" },
      h(
        "a",
        { class: "icon-button back", href: "#/", "aria-label": "Back to the list", "data-testid": "back" },
        icon("back"),
      ),
      avatar(peer?.id ?? 0, nameOf(peer), this.isPrivate ? "scissors" : null),
      h("div", { class: "pane-words" }, h("h2", { class: "pane-title" }, nameOf(peer)), this.status),
      h(
        "span",
        { class: "seen-as", "data-testid": "pane-user", title: `You write as ${nameOf(this.user)}` },
        avatar(this.userId, nameOf(this.user)),
        nameOf(this.user),
      ),
      menuButton(more, () => this.#menu()),
    );
  }

  #menu() {
    const isBlocked = this.store.hasBlocked(this.userId);
    const go = (address) => () => (window.location.hash = address);
    return [
      this.routes.beside && {
        label: "Show another user beside",
        icon: "split",
        run: go(this.routes.beside),
        testid: "open-split",
      },
      this.routes.alone && {
        label: "Close this side",
        icon: "close",
        run: go(this.routes.alone),
        testid: "close-split",
      },
      { label: "Forward a sample article", icon: "news", run: () => this.#forwardSample() },
      this.isPrivate &&
        !isBlocked && {
          label: "Block the bot",
          icon: "block",
          isDanger: true,
          run: () => this.#act("block"),
          testid: "block",
        },
      this.isPrivate &&
        isBlocked && { label: "Unblock the bot", icon: "block", run: () => this.#act("unblock"), testid: "unblock" },
    ].filter(Boolean);
  }

  #unblockBar() {
    return h(
      "button",
      { type: "button", class: "unblock", "data-testid": "unblock-bar", onclick: () => this.#act("unblock") },
      "Unblock the bot",
    );
  }

  #empty() {
    const say = (text) => () => this.#send({ text });
    return h(
      "div",
      { class: "empty", "data-testid": "empty-chat" },
      h("div", { class: "empty-art" }, icon("scissors")),
      h("h3", {}, this.isPrivate ? "What can this bot do?" : `This is ${nameOf(this.chat)}`),
      h(
        "p",
        { "data-testid": "first-run-hint" },
        "Forward a sample article, then try /subscribe venezuela. Links, files and pasted text work too.",
      ),
      h("div", { class: "empty-steps" }, [
        h(
          "button",
          { type: "button", class: "primary", onclick: () => this.#forwardSample(), "data-testid": "hint-sample" },
          icon("news"),
          "Forward a sample",
        ),
        h("button", { type: "button", class: "soft", onclick: say("/start"), "data-testid": "hint-start" }, "/start"),
        h(
          "button",
          { type: "button", class: "soft", onclick: say("/subscribe venezuela"), "data-testid": "hint-subscribe" },
          "/subscribe venezuela",
        ),
      ]),
    );
  }

  // --- deeds -----------------------------------------------------------------------------------------------------

  #actions() {
    return {
      reply: (message) => this.composer.replyTo(message),
      command: (text) => this.#send({ text }),
      tap: (message, button, element) => this.#tap(message, button, element),
      fileHref: (file) => (file.file_id ? api.fileAddress(file.file_id) : null),
    };
  }

  #deeds() {
    return {
      send: (draft) => this.#send(draft),
      upload: (draft) => this.#upload(draft),
      forwardSample: () => this.#forwardSample(),
      commands: () => this.store.commands,
      refreshCommands: () => this.#try(() => this.store.refreshBot()),
    };
  }

  async #try(deed, onFailure = () => {}) {
    try {
      return await deed();
    } catch (error) {
      if (!(error instanceof api.ControlError)) throw error;
      toast(this.log.element, error.message, { isError: true });
      onFailure();
      return null;
    }
  }

  async #send({ text, replyTo, origin }) {
    const message = {
      user_id: this.userId,
      chat_id: this.chatId,
      text,
      reply_to_message_id: replyTo,
      forward_origin: origin,
    };
    const sent = await this.#try(
      () => api.send(message),
      () => origin || this.composer.restore(text),
    );
    for (const one of sent ?? []) this.store.take(one, true);
  }

  async #upload({ files, caption }) {
    for (const [index, file] of files.entries()) {
      const document = { user_id: this.userId, chat_id: this.chatId, caption: index === 0 ? caption : "", file };
      const sent = await this.#try(
        () => api.upload(document),
        () => this.composer.addFiles([file]),
      );
      if (sent) this.store.take(sent, true);
    }
  }

  async #forwardSample() {
    const chosen = await this.#try(() => chooseSample());
    if (!chosen) return;
    const origin = { ...chosen.origin, date: Math.floor(this.store.now() / 1000) - 3600 };
    await this.#send({ text: chosen.text, origin });
    this.focus();
  }

  async #act(deed) {
    await this.#try(() => api.act({ act: deed, user_id: this.userId, chat_id: this.chatId }));
  }

  async #tap(message, button, element) {
    if (button.copy_text !== undefined) return this.#copy(button.copy_text.text);
    if (element.getAttribute("aria-busy") === "true") return;
    element.setAttribute("aria-busy", "true");
    const press = {
      user_id: this.userId,
      chat_id: this.chatId,
      message_id: message.message_id,
      data: button.callback_data,
    };
    const answer = await this.#try(
      async () => (await this.store.tap(press)) ?? { text: "The bot has not answered the tap.", isMissing: true },
    );
    element.removeAttribute("aria-busy");
    if (!answer?.text) return;
    if (answer.show_alert) alertBox(nameOf(this.store.bot), answer.text);
    else toast(this.log.element, answer.text, { isError: Boolean(answer.isMissing) });
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast(this.log.element, "Copied");
    } catch {
      toast(this.log.element, "This browser does not allow copying here.", { isError: true });
    }
  }

  #takeDrops() {
    let depth = 0; // enter and leave also fire for every child
    const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const show = (isOver) => this.element.classList.toggle("is-drop", isOver);
    const on = (name, react) =>
      this.element.addEventListener(name, (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        react(event);
      });
    on("dragenter", () => show(++depth > 0));
    on("dragover", () => {});
    on("dragleave", () => show(--depth > 0));
    on("drop", (event) => {
      depth = 0;
      show(false);
      this.composer.addFiles([...event.dataTransfer.files]);
    });
  }
}
