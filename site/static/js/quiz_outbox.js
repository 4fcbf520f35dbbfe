// Unsent answers, kept on this device under a key that only this person's page of this attempt holds.
// An entry: { sequence, response, sent } where `sent` are the answers that went out without a reply.

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
    this.#store();
  }

  delete(position) {
    this.entries.delete(String(position));
    this.#store();
  }

  clear() {
    this.entries.clear();
    this.#store();
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

  #store() {
    try {
      if (this.entries.size === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(this.entries)));
    } catch {
      // As above.
    }
  }
}
