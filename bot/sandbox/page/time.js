// Words for moments, in the reader's own zone; moments are milliseconds since 1970, spans are seconds.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = { s: 1, sec: 1, m: MINUTE, min: MINUTE, h: HOUR, hr: HOUR, d: DAY, day: DAY, days: DAY, w: 7 * DAY };

const clockFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayFormat = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const dayYearFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const shortDayFormat = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const listFormat = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "2-digit", year: "2-digit" });
const fullFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });
const zoneFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", timeZoneName: "short" });

export const hourMinute = (moment) => clockFormat.format(moment);
export const shortDay = (moment) => shortDayFormat.format(moment);
export const full = (moment) => fullFormat.format(moment);
export const zoneName = (moment) => zoneFormat.formatToParts(moment).find((part) => part.type === "timeZoneName").value;

/** A key that two moments share exactly when they fall on the same local day. */
export function dayKey(moment) {
  const date = new Date(moment);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

function dayBefore(moment) {
  const date = new Date(moment);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1, 12).getTime();
}

/** “Today”, “Yesterday” or the date, seen from `now`. */
export function dayName(moment, now) {
  if (dayKey(moment) === dayKey(now)) return "Today";
  if (dayKey(moment) === dayKey(dayBefore(now))) return "Yesterday";
  const sameYear = new Date(moment).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayFormat : dayYearFormat).format(moment);
}

/** The time for today's messages, the date for older ones, as in a list of chats. */
export function listTime(moment, now) {
  return dayKey(moment) === dayKey(now) ? hourMinute(moment) : listFormat.format(moment);
}

/** Seconds from `now` to the next time the local wall clock shows hour:minute (strictly later). */
export function untilWallTime(hour, minute, now) {
  const date = new Date(now);
  let next = new Date(date.getFullYear(), date.getMonth(), date.getDate(), hour, minute);
  if (next.getTime() <= now) next = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, hour, minute);
  return (next.getTime() - now) / 1000;
}

/**
 * Seconds to move the clock for what a person typed, or null where it makes no sense.
 *
 * Understands spans (“90m”, “+2h 30m”, “1d”), a wall time to come (“08:00”) and a date (“2026-03-01 08:00”).
 */
export function parseJump(typed, now) {
  const text = typed.trim().toLowerCase();
  const wall = /^(\d{1,2})[:.](\d{2})$/u.exec(text);
  if (wall && Number(wall[1]) < 24 && Number(wall[2]) < 60) return untilWallTime(Number(wall[1]), Number(wall[2]), now);
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]+(\d{1,2}):(\d{2}))?$/u.exec(text);
  if (date)
    return untilDate(
      date.slice(1).map((part) => Number(part ?? 0)),
      now,
    );
  return parseSpan(text);
}

function untilDate([year, month, day, hour, minute], now) {
  const there = new Date(year, month - 1, day, hour, minute);
  if (there.getMonth() !== month - 1 || there.getDate() !== day || hour > 23 || minute > 59) return null;
  return (there.getTime() - now) / 1000;
}

function parseSpan(text) {
  const span = text.replace(/^\+/u, "").trim();
  if (!/^(\d+(\.\d+)?\s*[a-z]+\s*)+$/u.test(span)) return null;
  let seconds = 0;
  for (const [, amount, unit] of span.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gu)) {
    if (!(unit in UNITS)) return null;
    seconds += Number(amount) * UNITS[unit];
  }
  return seconds;
}

/** “3 h 20 min ahead” for an offset from the real time, or an empty string below a second. */
export function offsetName(seconds) {
  const size = Math.round(Math.abs(seconds));
  if (size < 1) return "";
  const parts = [
    [Math.floor(size / DAY), "d"],
    [Math.floor((size % DAY) / HOUR), "h"],
    [Math.floor((size % HOUR) / MINUTE), "min"],
    [size % MINUTE, "s"],
  ].filter(([amount]) => amount > 0);
  const words = parts.slice(0, 2).map(([amount, unit]) => `${amount} ${unit}`);
  return `${words.join(" ")} ${seconds > 0 ? "ahead" : "behind"}`;
}
