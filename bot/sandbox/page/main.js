// Puts the page together and keeps it in step with the store and the address; draws no message itself.

import { ControlError } from "./api.js";
import { ClockBar } from "./clock.js";
import { h, icon } from "./dom.js";
import { follow } from "./events.js";
import { toast } from "./notices.js";
import { Pane } from "./pane.js";
import { address, isSame, parse } from "./route.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";

const store = new Store();
const sidebar = new Sidebar(store);
const clock = new ClockBar(store);
const connection = h(
  "span",
  { class: "connection", role: "status", "data-testid": "connection", "data-state": "connecting" },
  "Connecting…",
);
const panes = h("main", { class: "panes", "data-testid": "panes" });
const banner = h("div", { class: "banner", role: "alert", hidden: true, "data-testid": "banner" });

let open = []; // the panes shown, in order
let route = [];

function build() {
  const brand = h(
    "a",
    { class: "brand", href: "#/" },
    icon("scissors"),
    h("strong", {}, "Clipping"),
    h("span", { class: "tag is-quiet" }, "sandbox"),
  );
  const top = h(
    "header",
    { class: "topbar" },
    h("h1", { class: "visually-hidden" }, "Clipping sandbox"),
    brand,
    connection,
    clock.element,
  );
  document.body.replaceChildren(
    h("a", { class: "skip", href: "#/", onclick: skip }, "Skip to the chat"),
    top,
    banner,
    sidebar.element,
    panes,
  );
}

function skip(event) {
  event.preventDefault();
  open[0]?.focus();
}

// --- what is open ----------------------------------------------------------------------------------------------------

const isKnown = ({ userId, chatId }) => store.users.has(userId) && store.chat(chatId) !== null;
const isNarrow = () => window.matchMedia("(max-width: 760px)").matches;

function navigate() {
  if (!store.isLoaded) return;
  const wanted = parse(window.location.hash).filter(isKnown);
  const isList = /^#\/?$/u.test(window.location.hash) && window.location.hash !== "";
  if (wanted.length === 0 && !(isList && isNarrow()) && store.users.size > 0) {
    const [first] = store.users.keys();
    window.history.replaceState(null, "", address([{ userId: first, chatId: first }]));
    navigate();
    return;
  }
  route = wanted;
  show();
}

function show() {
  const fresh = route.map((side) => open.find((pane) => isSame(pane, side)) ?? new Pane({ store, ...side }));
  for (const pane of open) if (!fresh.includes(pane)) pane.close();
  const isChanged = fresh.length !== open.length || fresh.some((pane, index) => pane !== open[index]);
  open = fresh;
  open.forEach((pane, index) => (pane.routes = routesFor(index)));
  document.body.dataset.view = route.length === 0 ? "list" : "chat";
  panes.dataset.count = String(route.length);
  if (isChanged) place(open.length > 0 ? open.map((pane) => pane.element) : [nobody()]);
  for (const pane of open) pane.update();
  sidebar.update(route);
  if (isChanged && !isNarrow()) open.at(-1)?.focus();
}

// An element that stays where it is keeps its scroll position; taking it out and putting it back would lose that.
function place(elements) {
  for (const child of [...panes.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, index) => {
    if (panes.children[index] !== element) panes.insertBefore(element, panes.children[index] ?? null);
  });
}

function routesFor(index) {
  const others = route.filter((_, at) => at !== index);
  const free = [...store.users.keys()].find((id) => !route.some((side) => side.userId === id));
  const canSplit = route.length === 1 && free !== undefined;
  return {
    beside: canSplit ? address([...route, { userId: free, chatId: free }]) : null,
    alone: others.length > 0 ? address(others) : null,
  };
}

function nobody() {
  return h("div", { class: "nobody" }, icon("scissors"), h("p", {}, "Choose somebody on the left to write as them."));
}

store.isVisible = (chatId) => document.visibilityState === "visible" && open.some((pane) => pane.chatId === chatId);

// --- keeping up ------------------------------------------------------------------------------------------------------

let isScheduled = false;
const dirty = new Set(); // chats whose messages changed since the last frame

store.addEventListener("change", ({ detail }) => {
  if (detail.kind === "connection") return showConnection();
  if (detail.kind === "action")
    open.filter((pane) => pane.chatId === detail.chatId).forEach((pane) => pane.updateStatus());
  if (detail.kind === "clock") clock.update();
  dirty.add(detail.chatId ?? "all");
  if (isScheduled) return undefined;
  isScheduled = true;
  return queueMicrotask(refresh);
});

function refresh() {
  isScheduled = false;
  const changed = new Set(dirty);
  dirty.clear();
  if (!store.isLoaded) return;
  if (changed.has("all")) navigate();
  else {
    open.filter((pane) => changed.has(pane.chatId)).forEach((pane) => pane.update());
    sidebar.update(route);
  }
}

function showConnection() {
  connection.dataset.state = store.isOnline ? "online" : "offline";
  connection.textContent = store.isOnline ? "Connected" : "Reconnecting…";
  banner.hidden = store.isOnline;
  banner.textContent = "The sandbox is away. What you see is the last known; the page comes back by itself.";
}

async function resync() {
  try {
    await store.resync();
    store.setOnline(true);
  } catch (error) {
    store.setOnline(false);
    if (!(error instanceof ControlError)) throw error;
    toast(document.body, error.message, { isError: true });
  }
}

build();
follow({ onEvent: (event) => store.apply(event), onOpen: resync, onLost: () => store.setOnline(false) });
window.addEventListener("hashchange", navigate);
document.addEventListener("visibilitychange", () => open.forEach((pane) => pane.update()));
setInterval(() => open.forEach((pane) => pane.updateStatus()), 1000);
