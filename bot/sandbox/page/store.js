// What the page knows of the sandbox: people, chats, messages, time; knows the control API, draws nothing.

import * as api from "./api.js";

const TYPING = 5000; // milliseconds an action such as “typing” lasts (Bot API, sendChatAction)
const FIRST_USERS = [
  { first_name: "Ana", language_code: "en" },
  { first_name: "Ben", language_code: "en" },
];

/** Fires `change` events whose detail is {kind: people|messages|action|answer|clock|connection, chatId?, …}. */
export class Store extends EventTarget {
  users = new Map();
  chats = new Map();
  messages = new Map();
  unread = new Map();
  isOnline = null; // null until the first word from the sandbox
  isLoaded = false;
  bot = null;
  commands = [];
  /** Set by the layout: is this chat before the reader's eyes? Messages of other chats count as unread. */
  isVisible = () => false;

  #typing = new Map();
  #clockLead = 0; // milliseconds the sandbox's clock is ahead of this machine's
  #offset = 0; // seconds the sandbox's clock was moved
  #pending = new Set();
  #answers = new Map();

  // --- reading -------------------------------------------------------------------------------------------------

  /** The sandbox's time now, in milliseconds since 1970. */
  now() {
    return Date.now() + this.#clockLead;
  }

  /** Seconds by which the sandbox's clock was moved from real time. */
  get offset() {
    return this.#offset;
  }

  chat(chatId) {
    const known = this.chats.get(chatId);
    if (known) return known;
    const user = this.users.get(chatId);
    return user ? { id: chatId, type: "private", first_name: user.first_name } : null;
  }

  /** The groups and channels a user belongs to. */
  groupsOf(userId) {
    const isOpen = (chat) => chat.type !== "private" && !chat.deleted && !chat.migrated_to;
    return [...this.chats.values()].filter((chat) => isOpen(chat) && memberIds(chat).includes(userId));
  }

  history(chatId) {
    return [...(this.messages.get(chatId)?.values() ?? [])].sort((a, b) => a.message_id - b.message_id);
  }

  last(chatId) {
    return this.history(chatId).at(-1) ?? null;
  }

  typing(chatId) {
    const action = this.#typing.get(chatId);
    return action && action.until > Date.now() ? action.name : null;
  }

  hasBlocked(userId) {
    return Boolean(this.users.get(userId)?.blocked);
  }

  // --- keeping up ------------------------------------------------------------------------------------------------

  /** Reads everything anew: after loading and after every lost connection. */
  async resync() {
    const [users, chats, clock, bot] = await Promise.all([api.users(), api.chats(), api.clock(), api.bot()]);
    if (people(users).length === 0) users.push(...(await this.#firstUsers()));
    this.#setPeople(users, chats);
    this.#setClock(clock);
    this.#setBot(bot);
    const ids = new Set([...this.users.keys(), ...this.chats.keys()]);
    for (const id of this.messages.keys()) if (!ids.has(id)) this.messages.delete(id);
    await Promise.all([...ids].map((id) => this.load(id)));
    this.isLoaded = true;
    this.#tell("people");
    await this.#askPending();
  }

  async #firstUsers() {
    const added = [];
    for (const user of FIRST_USERS) added.push(await api.addUser(user));
    return added;
  }

  /** Reads one chat's messages; an event that comes in meanwhile wins, as it is newer. */
  async load(chatId) {
    const before = this.messages.get(chatId);
    const list = await api.messages(chatId);
    const fresh = new Map(list.map((message) => [message.message_id, message]));
    const now = this.messages.get(chatId);
    for (const [id, message] of now ?? []) {
      if (before?.get(id) !== message || (message.edit_date ?? 0) > (fresh.get(id)?.edit_date ?? Infinity))
        fresh.set(id, message);
    }
    this.messages.set(chatId, fresh);
    this.#tell("messages", { chatId });
  }

  #setPeople(users, chats) {
    this.users = new Map(people(users).map((user) => [user.id, user]));
    this.chats = new Map(chats.map((chat) => [chat.id, chat]));
  }

  /** Takes in a new or changed user. */
  takeUser(user) {
    this.users.set(user.id, user);
    this.#tell("people");
  }

  /** Takes in a new or changed chat. */
  takeChat(chat) {
    this.chats.set(chat.id, chat);
    this.#tell("people");
  }

  async refreshBot() {
    this.#setBot(await api.bot());
  }

  setOnline(isOnline) {
    if (this.isOnline === isOnline) return;
    this.isOnline = isOnline;
    this.#tell("connection");
  }

  /** Takes in one event of the stream. */
  apply(event) {
    switch (event.type) {
      case "message":
      case "edit":
        return this.take(event.message, event.type === "message");
      case "delete":
        return this.#delete(event);
      case "action":
        return this.#act(event);
      case "callback_answer":
        return this.#answered(String(event.id ?? event.callback_query_id), event);
      case "clock":
        return this.#setClock(event);
      case "user":
        return people([event.user]).forEach((user) => this.takeUser(user));
      case "chat":
        return this.takeChat(event.chat);
      default:
        return undefined; // a newer sandbox may tell more than this page knows
    }
  }

  /** Puts a new or changed message in its place; the same message twice does no harm. */
  take(message, isNew = false) {
    const chatId = message.chat.id;
    const known = this.messages.get(chatId) ?? new Map();
    const isUnknown = !known.has(message.message_id);
    known.set(message.message_id, message);
    this.messages.set(chatId, known);
    if (isNew && message.from?.is_bot) {
      this.#typing.delete(chatId);
      if (isUnknown && !this.isVisible(chatId)) this.unread.set(chatId, (this.unread.get(chatId) ?? 0) + 1);
    }
    this.#tell("messages", { chatId });
  }

  markRead(chatId) {
    if (this.unread.delete(chatId)) this.#tell("people");
  }

  #delete({ chat_id: chatId, message_id: messageId, message_ids: messageIds = [messageId] }) {
    for (const id of messageIds) this.messages.get(chatId)?.delete(id);
    this.#tell("messages", { chatId });
  }

  #act({ chat_id: chatId, action }) {
    this.#typing.set(chatId, { name: action, until: Date.now() + TYPING });
    this.#tell("action", { chatId });
    setTimeout(() => this.#tell("action", { chatId }), TYPING + 50);
  }

  #setClock({ now, offset_seconds: offset }) {
    this.#clockLead = toMoment(now) - Date.now();
    this.#offset = offset;
    this.#tell("clock");
  }

  #setBot({ user, commands }) {
    this.bot = user;
    this.commands = commands ?? [];
    this.#tell("people");
  }

  // --- taps --------------------------------------------------------------------------------------------------------

  /** Presses an inline button; resolves with the bot's {text, show_alert}, or null if none came in `patience` ms. */
  async tap(press, patience = 30_000) {
    const { id } = await api.tap(press);
    const key = String(id);
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(null), patience);
      const settle = (answer) => {
        clearTimeout(timer);
        this.#pending.delete(key);
        this.#answers.delete(key);
        resolve(answer);
      };
      this.#pending.add(key);
      this.#answers.set(key, settle);
      this.#ask(key); // the answer may have come before we began to listen
    });
  }

  #answered(key, answer) {
    this.#answers.get(key)?.(answer);
  }

  async #ask(key) {
    const answer = await api.callback(key).catch(() => null);
    if (answer?.answered) this.#answered(key, answer);
  }

  async #askPending() {
    await Promise.all([...this.#pending].map((key) => this.#ask(key)));
  }

  #tell(kind, detail = {}) {
    this.dispatchEvent(new CustomEvent("change", { detail: { kind, ...detail } }));
  }
}

const memberIds = (chat) => (chat.members ?? []).map((member) => member.user.id);

// The bot is among the sandbox's users as well; the page plays the people only.
const people = (users) => users.filter((user) => !user.is_bot);

function toMoment(value) {
  return typeof value === "number" ? value * 1000 : Date.parse(value);
}

/** A user's, chat's or channel's name as people read it. */
export function nameOf(peer) {
  if (!peer) return "Someone";
  return peer.title ?? ([peer.first_name, peer.last_name].filter(Boolean).join(" ") || peer.username || `#${peer.id}`);
}
