// Live updates with patience; knows the event stream and how to come back to it, not what the events mean.

const FIRST_WAIT = 500; // milliseconds; doubles up to LONGEST_WAIT while the sandbox is away
const LONGEST_WAIT = 5000;

/**
 * Follows /_control/events for as long as the page lives.
 *
 * `onOpen` runs after every (re)connection: whatever happened in between was not told, so the page reads everything
 * anew. The browser's own reconnection gives up on an HTTP error, hence this one.
 */
export function follow({ onEvent, onOpen, onLost }) {
  let wait = FIRST_WAIT;
  let source = null;
  let timer = null;

  function connect() {
    source = new EventSource("/_control/events");
    source.onopen = () => {
      wait = FIRST_WAIT;
      onOpen();
    };
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      source.close();
      onLost();
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  }

  function now() {
    if (source.readyState !== EventSource.CLOSED) return;
    clearTimeout(timer);
    connect();
  }

  window.addEventListener("online", now);
  window.addEventListener("pagehide", () => source.close());
  window.addEventListener("pageshow", (event) => event.persisted && now());
  connect();
  return { now };
}
