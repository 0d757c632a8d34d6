// What is open, as the address says it: `#/1001` or, two side by side, `#/1001+1002@-2001`; knows numbers only.

const MOST = 2; // sides next to each other

/** The sides {userId, chatId} named in a hash; a side without `@chat` is the user's private chat with the bot. */
export function parse(hash) {
  return hash
    .replace(/^#\/?/u, "")
    .split("+")
    .map((part) => /^(\d+)(?:@(-?\d+))?$/u.exec(part))
    .filter(Boolean)
    .slice(0, MOST)
    .map(([, userId, chatId]) => ({ userId: Number(userId), chatId: Number(chatId ?? userId) }));
}

/** The hash that names these sides; the empty one is the list alone. */
export function address(sides) {
  return `#/${sides.map(({ userId, chatId }) => (chatId === userId ? `${userId}` : `${userId}@${chatId}`)).join("+")}`;
}

/** The sides with one more: it takes the second place. */
export function beside(sides, side) {
  return [...sides.slice(0, MOST - 1), side];
}

export const isSame = (a, b) => a.userId === b.userId && a.chatId === b.chatId;
