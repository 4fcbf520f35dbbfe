// Who has been signed out while a form stood open is told before it is sent: the answer would be the
// sign-in page, and what was typed would be gone. Signing in happens in another window; then this one goes on.

const notice = document.querySelector("[data-signed-out-notice]")?.content.firstElementChild;
const LOOK_AGAIN_MS = 30_000;
let looked = Date.now();

// By its attributes: a field that is called "action" stands before the form's own.
const isSent = (form) => form?.getAttribute("method")?.toLowerCase() === "post";

/** Signing in gives the browser another token; a form that was opened before would be refused with its own. */
function renewTokens() {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (!token) return;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
}

async function look() {
  looked = Date.now();
  try {
    const answer = await fetch(notice.dataset.ask, {
      credentials: "same-origin",
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (answer.status === 204) renewTokens();
    if (answer.status === 204 || answer.status === 403) notice.hidden = answer.status === 204;
  } catch {
    // The line is broken, which says nothing about who is signed in.
  }
}

function hold(event, form) {
  if (!isSent(form)) return;
  if (notice.hidden) {
    renewTokens();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  notice.querySelector("a").focus();
}

if (notice) {
  (document.querySelector(".skiplink") ?? document.body.lastElementChild).after(notice);
  // On the window, before Wagtail's own: a button that is held must not begin to turn.
  window.addEventListener("submit", (event) => hold(event, event.target), true);
  window.addEventListener("click", (event) => hold(event, event.target.closest?.("[type=submit]")?.form), true);
  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  document.addEventListener("input", () => Date.now() - looked > LOOK_AGAIN_MS && look());
}
