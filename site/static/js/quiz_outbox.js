// Unsent answers, kept on this device under keys that only this person's page of this attempt holds.
// An entry: { sequence, response, sent } where `sent` are the answers that went out without a reply.
// Each question has a key of its own: two windows on one attempt then never write over each other.

export class Outbox {
  constructor(key) {
    this.key = key;
    this.entries = new Map(Object.entries(this.#stored()));
  }

  get positions() {
    return [...this.entries.keys()];
  }

  get(position) {
    return this.entries.get(String(position));
  }

  put(position, entry) {
    this.entries.set(String(position), entry);
    try {
      localStorage.setItem(this.#name(position), JSON.stringify(entry));
    } catch {
      // Storage may be forbidden or full: the page then keeps answers in memory.
    }
  }

  delete(position) {
    const mine = this.get(position);
    this.entries.delete(String(position));
    const kept = this.#stored()[position];
    // What another window put there since is still to be sent.
    if (kept && mine && isSame(kept, mine)) this.#remove(position);
  }

  clear() {
    this.entries.clear();
    Object.keys(this.#stored()).forEach((position) => this.#remove(position));
  }

  /** What another window left, taken over; gives its positions. */
  takeOver() {
    const left = Object.entries(this.#stored()).filter(([position]) => !this.entries.has(position));
    for (const [position, entry] of left) this.entries.set(position, entry);
    return left.map(([position]) => position);
  }

  #name(position) {
    return `${this.key}:${position}`;
  }

  /** The entries on this device, by question; what is not an entry of ours is passed over. */
  #stored() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(this.#name("")));
      const found = names.map((name) => [name.slice(this.key.length + 1), readEntry(name)]);
      return Object.fromEntries(found.filter(([, entry]) => entry));
    } catch {
      return {};
    }
  }

  #remove(position) {
    try {
      localStorage.removeItem(this.#name(position));
    } catch {
      // As above.
    }
  }
}

function readEntry(name) {
  try {
    const found = JSON.parse(localStorage.getItem(name));
    return found && typeof found === "object" ? found : null;
  } catch {
    return null;
  }
}

function isSame(one, other) {
  return JSON.stringify(one.response) === JSON.stringify(other.response);
}
