// Unsent answers, kept on this device under a key that only this person's page of this attempt holds.
// An entry: { sequence, response, sent } where `sent` are the answers that went out without a reply.
// Two windows on one attempt share the key: each writes the questions it touched and leaves the others.

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
    this.#store({ ...this.#stored(), [position]: entry });
  }

  delete(position) {
    const mine = this.entries.get(String(position));
    this.entries.delete(String(position));
    const { [position]: kept, ...others } = this.#stored();
    // What another window put there since is still to be sent.
    if (kept && mine && isSame(kept, mine)) this.#store(others);
  }

  clear() {
    this.entries.clear();
    this.#store({});
  }

  /** What another window left, taken over; gives its positions. */
  takeOver() {
    const left = Object.entries(this.#stored()).filter(([position]) => !this.entries.has(position));
    for (const [position, entry] of left) this.entries.set(position, entry);
    return left.map(([position]) => position);
  }

  #stored() {
    try {
      const found = JSON.parse(localStorage.getItem(this.key) ?? "{}");
      return found && typeof found === "object" ? found : {};
    } catch {
      // Storage may be forbidden or full of something else: the page then keeps answers in memory.
      return {};
    }
  }

  #store(entries) {
    try {
      if (Object.keys(entries).length === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify(entries));
    } catch {
      // As above.
    }
  }
}

function isSame(one, other) {
  return JSON.stringify(one.response) === JSON.stringify(other.response);
}
