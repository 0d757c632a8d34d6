// One message as a bubble; knows the Bot API's Message, not where it came from or what happens to a click.

import { h, icon, iconButton, tint } from "./dom.js";
import { renderText, safeHref } from "./entities.js";
import { nameOf } from "./store.js";
import { full, hourMinute } from "./time.js";

const SERVICE = {
  new_chat_members: (m) => `${m.new_chat_members.map(nameOf).join(", ")} joined`,
  left_chat_member: (m) => `${nameOf(m.left_chat_member)} left`,
  group_chat_created: (m) => `${nameOf(m.from)} created the group`,
  supergroup_chat_created: () => "The group was created",
  channel_chat_created: () => "The channel was created",
  new_chat_title: (m) => `The group is now called “${m.new_chat_title}”`,
  pinned_message: (m) => `${nameOf(m.from)} pinned a message`,
  migrate_to_chat_id: () => "The group became a supergroup",
  migrate_from_chat_id: () => "This supergroup was a group before",
  forum_topic_created: (m) => `Topic “${m.forum_topic_created.name}”`,
};
const OTHER_MEDIA = [
  "photo",
  "video",
  "animation",
  "audio",
  "voice",
  "video_note",
  "sticker",
  "location",
  "contact",
  "poll",
];

/** The line for a service message, or null for an ordinary one. */
export function serviceText(message) {
  const kind = Object.keys(SERVICE).find((name) => name in message);
  return kind ? SERVICE[kind](message) : null;
}

/** One line that stands for the message in lists and reply previews. */
export function snippet(message) {
  const text = message.text ?? message.caption;
  if (message.document) return `📄 ${message.document.file_name ?? "File"}${text ? ` — ${text}` : ""}`;
  return text ?? serviceText(message) ?? OTHER_MEDIA.find((kind) => kind in message) ?? "Message";
}

/**
 * The element of a message as `viewer` (a user id) sees it.
 *
 * `place` says how it stands among its neighbours: {isFirst, isLast} of a run by one sender, `isNew` (just arrived),
 * `showName`. `actions` are the page's deeds: reply(message), command(text), tap(message, button, element),
 * jump(messageId), fileHref(file).
 */
export function renderMessage(message, viewer, place, actions) {
  const service = serviceText(message);
  if (service)
    return h(
      "div",
      { class: "service", "data-testid": "service", "data-message-id": message.message_id },
      h("span", {}, service),
    );
  const isOut = message.from?.id === viewer;
  const sender = nameOf(message.from ?? message.sender_chat ?? message.chat);
  const classes = [
    "message",
    isOut ? "is-out" : "is-in",
    place.isFirst && "is-first",
    place.isLast && "is-last",
    place.isNew && "is-new",
  ];
  return h(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: "-1",
      "data-testid": "message",
      "data-message-id": message.message_id,
      "data-direction": isOut ? "out" : "in",
      "aria-label": `${isOut ? "You" : sender}, ${hourMinute(message.date * 1000)}`,
    },
    h("div", { class: "message-row" }, bubble(message, sender, place, actions), replyAction(message, actions)),
    keyboard(message, actions),
  );
}

function replyAction(message, actions) {
  return iconButton("reply", "Reply", {
    class: "message-action",
    "data-testid": "reply-action",
    onclick: () => actions.reply(message),
  });
}

function bubble(message, sender, place, actions) {
  const reply = (event) => {
    if (event.target.closest("a, button, input")) return;
    window.getSelection()?.removeAllRanges();
    actions.reply(message);
  };
  return h(
    "div",
    { class: "bubble", "data-testid": "bubble", ondblclick: reply },
    place.isLast && icon("tail"),
    place.showName && h("div", { class: `sender ${tint(message.from?.id ?? message.chat.id)}-ink` }, sender),
    forwardedFrom(message.forward_origin),
    replyPreview(message, actions),
    message.document && documentCard(message.document, actions),
    otherMedia(message),
    words(message, actions),
  );
}

function words(message, actions) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const isBare = text === "";
  return h(
    "div",
    { class: isBare ? "text is-bare" : "text", dir: "auto", "data-testid": "message-text" },
    renderText(text, entities, { onCommand: actions.command }),
    meta(message),
  );
}

function meta(message) {
  const moment = message.date * 1000;
  return h(
    "span",
    { class: "meta", dir: "ltr" },
    message.edit_date && h("span", { class: "edited", "data-testid": "edited" }, "edited"),
    h("time", { datetime: new Date(moment).toISOString(), title: full(moment) }, hourMinute(moment)),
    icon("ticks"),
  );
}

function forwardedFrom(origin) {
  if (!origin) return null;
  const name = origin.sender_user_name ?? nameOf(origin.chat ?? origin.sender_chat ?? origin.sender_user);
  const author = origin.author_signature ? ` (${origin.author_signature})` : "";
  return h(
    "div",
    { class: "forwarded", "data-testid": "forwarded" },
    "Forwarded from ",
    h("strong", {}, `${name}${author}`),
  );
}

function replyPreview(message, actions) {
  const original = message.reply_to_message;
  if (!original) return null;
  const author = original.from ?? original.chat;
  return h(
    "button",
    {
      type: "button",
      class: `reply-preview ${tint(author?.id ?? 0)}-ink`,
      "data-testid": "reply-preview",
      "aria-label": `In reply to ${nameOf(author)}: ${snippet(original)}`,
      onclick: () => actions.jump(original.message_id),
    },
    h("strong", {}, nameOf(author)),
    h("span", { dir: "auto" }, message.quote?.text ?? snippet(original)),
  );
}

function documentCard(file, actions) {
  const name = file.file_name ?? "file";
  const extension = /\.([a-z0-9]{1,4})$/iu.exec(name)?.[1] ?? "file";
  const href = actions.fileHref(file);
  const inside = [
    h("span", { class: "document-icon", "aria-hidden": "true" }, icon("file"), h("b", {}, extension.toLowerCase())),
    h(
      "span",
      { class: "document-words" },
      h("strong", {}, name),
      h("small", {}, `${size(file.file_size)}${href ? " · Download" : ""}`),
    ),
  ];
  if (!href) return h("div", { class: "document", "data-testid": "document" }, inside);
  return h(
    "a",
    { class: "document", "data-testid": "document", href, download: name, "aria-label": `Download ${name}` },
    inside,
  );
}

function size(bytes) {
  if (bytes === undefined) return "File";
  if (bytes < 1024) return `${bytes} B`;
  const [amount, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "KB"] : [bytes / 1024 ** 2, "MB"];
  return `${amount.toFixed(1)} ${unit}`;
}

function otherMedia(message) {
  const kind = OTHER_MEDIA.find((name) => name in message);
  return kind ? h("div", { class: "other-media" }, `[${kind.replace("_", " ")}]`) : null;
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const press = (button) => (event) => actions.tap(message, button, event.currentTarget);
  return h(
    "div",
    { class: "keyboard", "data-testid": "keyboard", role: "group", "aria-label": "Buttons of this message" },
    rows.map((row) =>
      h(
        "div",
        { class: "keyboard-row" },
        row.map((button) => key(button, press(button))),
      ),
    ),
  );
}

function key(button, onclick) {
  const label = h("span", { class: "key-label" }, button.text);
  if (button.url !== undefined) {
    const href = safeHref(button.url);
    if (href) {
      const props = {
        class: "key",
        href,
        target: "_blank",
        rel: "noopener noreferrer",
        title: href,
        "data-testid": "url-button",
      };
      return h("a", props, label, icon("out"));
    }
  }
  const isDead = button.callback_data === undefined && button.copy_text === undefined;
  return h(
    "button",
    { type: "button", class: "key", "data-testid": "inline-button", disabled: isDead, onclick },
    label,
    button.copy_text !== undefined && icon("copy"),
    h("span", { class: "spinner", "aria-hidden": "true" }),
  );
}
