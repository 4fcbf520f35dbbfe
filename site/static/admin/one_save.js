// A form that Wagtail is saving by itself is sent once that save was answered, and is not saved while it is
// on its way: two requests at once would make two of what is new, or end in a server error.

const LONGEST_WAIT_MS = 10_000;
let saving = null;
let held = null;
let isSent = false;

document.addEventListener("w-autosave:save", (event) => {
  if (isSent) event.preventDefault();
  else saving = event;
});
document.addEventListener("w-autosave:success", sendHeld);
document.addEventListener("w-autosave:error", sendHeld);
window.addEventListener("pageshow", () => { isSent = false; });

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("form[data-controller~='w-autosave']")) return;
  if (!saving || saving.defaultPrevented) {
    isSent = true;
    // Somebody else may hold it still: who was signed out, for one.
    setTimeout(() => { isSent = !event.defaultPrevented; });
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (held) return;
  held = { form: event.target, button: event.submitter };
  setTimeout(sendHeld, LONGEST_WAIT_MS);
}, { capture: true });

function sendHeld() {
  saving = null;
  if (!held) return;
  const { form, button } = held;
  held = null;
  if (button?.name) {
    // The button itself is disabled by now, and would not be sent.
    const pressed = document.createElement("input");
    Object.assign(pressed, { type: "hidden", name: button.name, value: button.value });
    form.append(pressed);
  }
  form.requestSubmit();
}
