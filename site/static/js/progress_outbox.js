// What was played and is not acknowledged yet, kept on this device until it is: a line may be lost, a
// page closed. One entry per lesson and recording, under a key that only this learner's pages know.
// Stretches are [from_ms, to_ms]; sending one twice does no harm, the server counts each once.

const MOST_AT_ONCE = 100;

export function union(stretches) {
  const joined = [];
  for (const [from, to] of [...stretches].sort((one, other) => one[0] - other[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

export function without(stretches, gone) {
  let left = union(stretches);
  for (const [from, to] of gone) {
    left = left.flatMap(([start, end]) =>
      [
        [start, Math.min(end, from)],
        [Math.max(start, to), end],
      ].filter(([low, high]) => low < high),
    );
  }
  return left;
}

export class Outbox {
  constructor(name) {
    this.name = name;
    this.memory = {};
  }

  // Every entry: {address: {recording, stretches}}. Another tab may have written since.
  entries() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) ?? {};
    } catch {
      return this.memory; // No storage here, or nothing that can be read: this page remembers.
    }
  }

  write(entries) {
    this.memory = entries;
    try {
      if (Object.keys(entries).length) localStorage.setItem(this.name, JSON.stringify(entries));
      else localStorage.removeItem(this.name);
    } catch {
      // Full or forbidden.
    }
  }

  put(address, recording, stretches) {
    const entries = this.entries();
    const waiting = entries[key(address, recording)]?.stretches ?? [];
    entries[key(address, recording)] = {
      address,
      recording,
      stretches: union([...waiting, ...stretches]),
    };
    this.write(entries);
  }

  // What can go in one message.
  next(address, recording) {
    return (this.entries()[key(address, recording)]?.stretches ?? []).slice(0, MOST_AT_ONCE);
  }

  settle(address, recording, stretches) {
    const entries = this.entries();
    const entry = entries[key(address, recording)];
    if (!entry) return;
    entry.stretches = without(entry.stretches, stretches);
    if (!entry.stretches.length) delete entries[key(address, recording)];
    this.write(entries);
  }

  forget(address, recording) {
    const entries = this.entries();
    delete entries[key(address, recording)];
    this.write(entries);
  }
}

const key = (address, recording) => `${address} ${recording}`;
