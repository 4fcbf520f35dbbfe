// Uploads the chosen file piece by piece and goes on after a broken line, a closed laptop or a reload:
// the server knows the unfinished upload of the same file (name, size, date) again.

import { arrived, create, giveUp, send } from "./upload_line.js";

const WAITS_MS = [1_000, 2_000, 5_000, 10_000, 20_000];
const MEGABYTE = 1_000_000;
// "Pause" takes the place of the button that began: the second press of a double click falls on it.
const DOUBLE_CLICK_MS = 700;

class Upload {
  constructor(form) {
    this.form = form;
    this.part = (name) => form.querySelector(`[data-${name}]`);
    this.file = null;
    this.place = "";
    this.stopped = null;
    this.told = -1;
    this.pressed = 0;
    form.addEventListener("submit", (event) => this.begin(event));
    form.elements.file.addEventListener("change", () => this.suggestTitle());
    this.part("pause").addEventListener("click", (event) => this.pause(event));
    this.part("go-on").addEventListener("click", () => this.run());
    this.part("cancel").addEventListener("click", () => this.cancel());
    this.watchDrops(this.part("drop"));
  }

  get token() {
    const cookie = document.cookie.split("; ").find((item) => item.startsWith("csrftoken="));
    return cookie ? cookie.split("=")[1] : this.form.elements.csrfmiddlewaretoken.value;
  }

  begin(event) {
    const file = this.form.elements.file.files[0];
    if (!file || !this.form.reportValidity()) return;
    event.preventDefault();
    this.pressed = event.timeStamp;
    this.file = file;
    this.place = "";
    this.run();
  }

  /** Until it is whole, refused or paused; a broken line is waited for. */
  async run() {
    const stop = (this.stopped = new AbortController());
    this.show({ working: true });
    this.say("begin");
    for (let failed = 0; !stop.signal.aborted; ) {
      const outcome = await this.pieces(stop.signal);
      if (stop.signal.aborted) return;
      if (outcome === "again") failed = 0;
      else if (outcome !== "lost" && outcome !== "busy") return;
      else {
        this.say(outcome === "busy" ? "elsewhere" : "broken", "bad");
        await waited(WAITS_MS[Math.min(failed, WAITS_MS.length - 1)], stop.signal);
        failed += 1;
      }
    }
  }

  /** One stretch without trouble. Gives lost, busy, again (some of it came through), or ended. */
  async pieces(signal) {
    if (!this.place) {
      const made = await create(this.form.dataset.upload, this.token, this.file, this.words());
      if (made.outcome !== "ok") return this.ended(made);
      this.place = made.place;
      // Below, it stands among the unfinished ones to choose again; here it is being sent.
      document.querySelector(`[data-arriving="${made.place}"]`)?.setAttribute("hidden", "");
    }
    const there = await arrived(this.place, this.token);
    if (there.outcome !== "ok") return this.ended(there);
    let { offset } = there;
    this.say(offset > 0 ? "resume" : "begin");
    const size = Number(this.form.dataset.piece);
    for (;;) {
      const last = offset + size >= this.file.size;
      const begin = offset;
      const piece = this.file.slice(begin, begin + size);
      const sent = await send(this.place, this.token, piece, begin, signal, (bytes) => {
        this.figures(begin + bytes);
        if (last && begin + bytes >= this.file.size) this.say("checking");
      });
      if (signal.aborted) return "ended";
      if (sent.outcome === "elsewhere") return "again";
      if (sent.outcome !== "ok") return this.ended(sent);
      ({ offset } = sent);
      this.figures(offset);
      if (offset >= this.file.size) return this.done();
    }
  }

  ended(answer) {
    if (answer.outcome === "lost" || answer.outcome === "busy") return answer.outcome;
    if (answer.outcome === "signed_out") {
      this.say("signedOut", "bad");
      this.show({ paused: true });
    } else {
      this.place = "";
      this.show({});
      this.says(answer.says || this.form.dataset.saysRefused, "bad");
    }
    return "ended";
  }

  done() {
    this.show({});
    this.form.reset();
    this.place = "";
    this.say("done");
    document.dispatchEvent(new CustomEvent("intake:changed"));
    return "ended";
  }

  pause(event) {
    if (event.timeStamp - this.pressed < DOUBLE_CLICK_MS) return;
    this.stopped?.abort();
    this.show({ paused: true });
    this.say("paused");
  }

  async cancel() {
    this.stopped?.abort();
    if (this.place) await giveUp(this.place, this.token);
    this.place = "";
    this.show({});
    this.says("");
    document.dispatchEvent(new CustomEvent("intake:changed"));
  }

  words() {
    const { title, language, deck, described, replaces, holds } = this.form.elements;
    return {
      title: title.value,
      language: language.value,
      deck: deck.value,
      described: described.value,
      replaces: replaces.value,
      holds: holds?.value ?? "",
    };
  }

  suggestTitle() {
    const { file, title } = this.form.elements;
    if (file.files[0] && !title.value) {
      title.value = file.files[0].name.replace(/\.[^.]+$/, "").replace(/[_-]+/g, " ").trim().slice(0, 200);
    }
  }

  watchDrops(place) {
    for (const kind of ["dragenter", "dragover"]) {
      place.addEventListener(kind, (event) => {
        event.preventDefault();
        place.dataset.over = "";
      });
    }
    for (const kind of ["dragleave", "drop"]) place.addEventListener(kind, () => delete place.dataset.over);
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length || this.part("send").hidden) return;
      this.form.elements.file.files = event.dataTransfer.files;
      this.suggestTitle();
    });
  }

  show({ working = false, paused = false }) {
    const under = working || paused;
    this.part("send").hidden = under;
    this.part("pause").hidden = !working;
    this.part("go-on").hidden = !paused;
    this.part("cancel").hidden = !under;
    this.part("bar").hidden = !under;
    for (const name of ["file", "title", "language"]) this.form.elements[name].disabled = under;
    if (!under) this.figures(0);
  }

  figures(bytes) {
    const percent = this.file ? Math.floor((100 * bytes) / this.file.size) : 0;
    if (percent === this.told) return;
    this.told = percent;
    this.part("progress").value = percent;
    this.part("figures").textContent = this.form.dataset.saysPercent
      .replace("{percent}", percent)
      .replace("{size}", (this.file.size / MEGABYTE).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));
  }

  say(name, tone = "") {
    this.says(this.form.dataset[`says${name[0].toUpperCase()}${name.slice(1)}`], tone);
  }

  says(sentence, tone = "") {
    const place = this.part("says");
    place.dataset.tone = tone;
    if (place.textContent !== sentence) place.textContent = sentence;
  }
}

/** After so long, or as soon as the browser sees the line again, or when it is stopped. */
function waited(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(go, ms);
    function go() {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      resolve();
    }
    window.addEventListener("online", go);
    signal.addEventListener("abort", go, { once: true });
  });
}

for (const form of document.querySelectorAll("[data-upload]")) new Upload(form);
