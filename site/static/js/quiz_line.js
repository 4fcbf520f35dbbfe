// The line to the server: one answer at a time, and what became of it.

const TOO_LONG_MS = 15_000;

/** Send one answer; gives { outcome, ... }: saved, stale, closed, checked, refused, signed_out, unknown, reload, lost. */
export async function send(address, token, message) {
  let reply;
  try {
    reply = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      keepalive: true,
      redirect: "error",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(TOO_LONG_MS),
    });
  } catch {
    return { outcome: "lost" };
  }
  if (reply.status >= 500) return { outcome: "lost" };
  let said;
  try {
    said = await reply.json();
  } catch {
    // Not our own answer: an outdated page's token, or something between us and the server.
    return { outcome: reply.status === 403 ? "reload" : "lost" };
  }
  if (reply.ok) return { outcome: "saved", ...said };
  if (["stale", "closed", "checked", "signed_out", "unknown"].includes(said.reason)) {
    return { outcome: said.reason, ...said };
  }
  return { outcome: "refused", ...said };
}

/** The token against forged requests: from the cookie, which a new sign-in renews, or from the form. */
export function token(form) {
  const cookie = document.cookie.split("; ").find((item) => item.startsWith("csrftoken="));
  return cookie ? cookie.split("=")[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
}

/** Let the form carry the token of now: signing in again in another window has replaced the one it came with. */
export function renew(form) {
  form.querySelector("[name=csrfmiddlewaretoken]").value = token(form);
}
