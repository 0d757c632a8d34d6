// Where a person writes: text, files, replies, the menu of commands; knows what to send, not how it travels.

import { h, icon, iconButton } from "./dom.js";
import { snippet } from "./message.js";
import { nameOf } from "./store.js";

const LONGEST = 4096; // UTF-16 units of one Telegram message; the sandbox splits what is longer, as clients do
const TALLEST = 200; // pixels the input grows to before it scrolls

/**
 * `deeds`: send({text, replyTo}), upload({file, caption}), forwardSample(), commands() (those known), refreshCommands().
 */
export class Composer {
  #replyTo = null;
  #files = [];
  #marked = 0;

  constructor(deeds, { label }) {
    this.deeds = deeds;
    this.input = h("textarea", {
      class: "composer-input",
      rows: "1",
      placeholder: "Message",
      "aria-label": label,
      "aria-autocomplete": "list",
      "data-testid": "composer-input",
      dir: "auto",
      enterkeyhint: "send",
      autocomplete: "off",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onpaste: (event) => this.#paste(event),
      // The button that opens the menu takes the focus for a moment and gives it back.
      onblur: () => setTimeout(() => document.activeElement !== this.input && this.#closeMenu(), 150),
    });
    this.picker = h("input", {
      type: "file",
      hidden: true,
      multiple: true,
      "data-testid": "file-input",
      onchange: () => this.#picked(),
    });
    this.extras = h("div", { class: "composer-extras" });
    this.menuId = `commands-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`;
    this.menu = h("div", {
      class: "commands",
      id: this.menuId,
      role: "listbox",
      "aria-label": "Commands",
      hidden: true,
      "data-testid": "command-menu",
    });
    this.input.setAttribute("aria-controls", this.menuId);
    this.sendButton = h(
      "button",
      { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)", "data-testid": "send" },
      icon("send"),
    );
    this.element = this.#frame();
    this.#changed();
  }

  #frame() {
    const submit = (event) => {
      event.preventDefault();
      this.#send();
    };
    const buttons = [
      iconButton("clip", "Attach a file", { "data-testid": "attach", onclick: () => this.picker.click() }),
      this.#sampleButton(),
    ];
    const slash = iconButton("slash", "Commands", {
      "data-testid": "menu-button",
      onclick: () => this.#startCommand(),
    });
    return h(
      "form",
      { class: "composer", "data-testid": "composer", onsubmit: submit },
      this.menu,
      h(
        "div",
        { class: "composer-box" },
        this.extras,
        h("div", { class: "composer-row" }, slash, this.input, buttons, this.picker),
      ),
      this.sendButton,
    );
  }

  #sampleButton() {
    const button = iconButton("news", "Forward a sample article", {
      class: "with-label",
      "data-testid": "forward-sample",
      onclick: () => this.deeds.forwardSample(),
    });
    button.append(h("span", { "aria-hidden": "true" }, "Sample"));
    return button;
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  /** Puts text back, as after a message that could not be sent; never over something newly written. */
  restore(text) {
    if (this.input.value !== "") return;
    this.input.value = text;
    this.#changed();
  }

  replyTo(message) {
    this.#replyTo = message;
    this.#changed();
    this.focus();
  }

  addFiles(files) {
    this.#files.push(...files);
    this.#changed();
    this.focus();
  }

  // --- sending -----------------------------------------------------------------------------------------------------

  #send() {
    const text = this.input.value.trim();
    const files = this.#files;
    if (!text && files.length === 0) return;
    const replyTo = this.#replyTo?.message_id;
    this.#files = [];
    this.#replyTo = null;
    this.input.value = "";
    this.#changed();
    if (files.length === 0) this.deeds.send({ text, replyTo });
    else this.deeds.upload({ files, caption: text });
    this.focus();
  }

  #picked() {
    this.addFiles([...this.picker.files]);
    this.picker.value = "";
  }

  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.addFiles(files);
  }

  // --- what is shown -----------------------------------------------------------------------------------------------

  // The bot may have changed its commands since they were last read.
  #typed() {
    this.#changed();
    if (this.input.value === "/") this.deeds.refreshCommands().then(() => this.#updateMenu());
  }

  #changed() {
    const text = this.input.value;
    this.fit();
    this.sendButton.disabled = text.trim() === "" && this.#files.length === 0;
    this.input.placeholder = this.#files.length > 0 ? "Add a caption" : "Message";
    this.extras.replaceChildren(...this.#extras(text));
    this.#updateMenu();
  }

  /** Makes the input as tall as its text; only possible while it is on the page. */
  fit() {
    if (!this.input.isConnected) return;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
    this.input.classList.toggle("is-scrolling", this.input.scrollHeight > TALLEST);
  }

  #extras(text) {
    const extras = this.#files.map((file) => this.#chip(file));
    if (this.#replyTo) extras.unshift(this.#replyBar(this.#replyTo));
    if (text.length > LONGEST) {
      const parts = Math.ceil(text.length / LONGEST);
      extras.push(
        h(
          "p",
          { class: "split-note", "data-testid": "split-note" },
          `${text.length.toLocaleString("en")} characters: goes out as ${parts} messages`,
        ),
      );
    }
    return extras;
  }

  #replyBar(message) {
    const cancel = () => {
      this.#replyTo = null;
      this.#changed();
      this.focus();
    };
    return h(
      "div",
      { class: "reply-bar", "data-testid": "reply-bar" },
      icon("reply"),
      h(
        "span",
        { class: "reply-words" },
        h("strong", {}, `Reply to ${nameOf(message.from ?? message.chat)}`),
        h("span", { dir: "auto" }, snippet(message)),
      ),
      iconButton("close", "Do not reply", { onclick: cancel }),
    );
  }

  #chip(file) {
    const drop = () => {
      this.#files = this.#files.filter((other) => other !== file);
      this.#changed();
    };
    return h(
      "div",
      { class: "chip", "data-testid": "file-chip" },
      icon("file"),
      h("span", {}, file.name),
      iconButton("close", `Leave out ${file.name}`, { onclick: drop }),
    );
  }

  // --- the menu of commands ------------------------------------------------------------------------------------------

  #startCommand() {
    if (!this.input.value.startsWith("/")) this.input.value = "/";
    this.#typed();
    this.focus();
  }

  #matches() {
    const typed = /^\/(\w*)$/u.exec(this.input.value);
    if (!typed) return [];
    return this.deeds.commands().filter(({ command }) => command.startsWith(typed[1].toLowerCase()));
  }

  #updateMenu() {
    const matches = this.#matches();
    this.menu.hidden = matches.length === 0;
    this.input.setAttribute("aria-expanded", String(matches.length > 0));
    this.#marked = Math.min(this.#marked, Math.max(0, matches.length - 1));
    this.menu.replaceChildren(...matches.map((entry, index) => this.#option(entry, index)));
    if (matches.length > 0) this.#mark(this.#marked);
    else {
      this.#marked = 0;
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  #option({ command, description }, index) {
    return h(
      "div",
      {
        class: "command-option",
        role: "option",
        id: `${this.menuId}-${index}`,
        "data-testid": "command-option",
        onpointerdown: (event) => event.preventDefault(), // the input keeps the focus
        onclick: () => this.#run(command),
        onpointermove: () => this.#mark(index),
      },
      h("strong", {}, `/${command}`),
      h("span", {}, description),
    );
  }

  #mark(index) {
    this.#marked = index;
    [...this.menu.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    this.input.setAttribute("aria-activedescendant", `${this.menuId}-${index}`);
    this.menu.children[index]?.scrollIntoView({ block: "nearest" });
  }

  #closeMenu() {
    this.menu.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  #run(command) {
    this.input.value = `/${command}`;
    this.#send();
  }

  #complete(command) {
    this.input.value = `/${command} `;
    this.#changed();
  }

  #key(event) {
    if (event.isComposing) return;
    if (!this.menu.hidden && this.#menuKey(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && this.#replyTo) {
      this.#replyTo = null;
      this.#changed();
    }
  }

  // True when the key was meant for the menu.
  #menuKey(event) {
    const matches = this.#matches();
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.#mark((this.#marked + steps[event.key] + matches.length) % matches.length);
    else if (event.key === "Tab" && !event.shiftKey) this.#complete(matches[this.#marked].command);
    else if (event.key === "Enter" && !event.shiftKey) this.#run(matches[this.#marked].command);
    else if (event.key === "Escape") this.#closeMenu();
    else return false;
    return true;
  }
}
