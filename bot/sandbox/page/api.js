// The sandbox's control API as functions; knows addresses and JSON, nothing of what is shown.

/** A refusal or a lost connection, in words fit for a person. */
export class ControlError extends Error {}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(`/_control/${path}`, { cache: "no-store", ...options });
  } catch {
    throw new ControlError("The sandbox does not answer. Is it still running?");
  }
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new ControlError(`The sandbox answered ${response.status} without saying why.`);
  }
  if (!answer.ok) throw new ControlError(answer.description ?? `The sandbox answered ${response.status}.`);
  return answer.result;
}

function post(path, body) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export const users = () => call("users");
export const addUser = (user) => post("users", user);
export const chats = () => call("chats");
export const addChat = (chat) => post("chats", chat);
export const messages = (chatId) => call(`chats/${chatId}/messages`);
export const send = (message) => post("send", message);
export const tap = (press) => post("tap", press);
export const callback = (id) => call(`callbacks/${encodeURIComponent(id)}`);
export const act = (deed) => post("act", deed);
export const clock = () => call("clock");
export const setClock = (change) => post("clock", change);
export const samples = () => call("samples");
export const sample = (name) => call(`samples/${encodeURIComponent(name)}`);
export const bot = () => call("bot");

/** One file as a document, with an optional caption. */
export function upload({ user_id, chat_id, caption, file }) {
  const form = new FormData();
  form.append("user_id", user_id);
  form.append("chat_id", chat_id);
  if (caption) form.append("caption", caption);
  form.append("file", file, file.name);
  return call("upload", { method: "POST", body: form });
}

/** Where a stored file can be downloaded. */
export const fileAddress = (fileId) => `/_control/files/${encodeURIComponent(fileId)}`;
