// The line to the server after the tus protocol 1.0.0: create, ask how much is there, send what follows.
// Each call gives { outcome, ... } and throws nothing: ok, lost, busy, elsewhere, signed_out, gone, refused.

const PATIENCE_MS = 60_000;

export async function create(address, token, file, words) {
  const told = { filename: file.name, modified: String(file.lastModified), ...words };
  const answer = await ask("POST", address, token, {
    "Upload-Length": String(file.size),
    "Upload-Metadata": Object.entries(told)
      .filter(([, value]) => value !== "")
      .map(([key, value]) => `${key} ${base64(value)}`)
      .join(","),
  });
  return answer.outcome === "ok" ? { ...answer, place: answer.header("Location") } : answer;
}

export async function arrived(place, token) {
  const answer = await ask("HEAD", place, token, {});
  return answer.outcome === "ok" ? { ...answer, offset: Number(answer.header("Upload-Offset")) } : answer;
}

/** Send one piece; `tell(bytes)` hears how much of it has gone. */
export async function send(place, token, piece, offset, signal, tell) {
  const headers = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
  const answer = await ask("PATCH", place, token, headers, piece, signal, tell);
  return answer.outcome === "ok" ? { ...answer, offset: Number(answer.header("Upload-Offset")) } : answer;
}

export function giveUp(place, token) {
  return ask("DELETE", place, token, {});
}

// XMLHttpRequest, because fetch does not tell how much of a body has gone.
function ask(method, address, token, headers, body = null, signal = null, tell = null) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let timer = null;
    const patience = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), PATIENCE_MS);
    };
    const ended = () => {
      clearTimeout(timer);
      resolve(read(request));
    };
    request.open(method, address);
    request.setRequestHeader("Tus-Resumable", "1.0.0");
    request.setRequestHeader("X-CSRFToken", token);
    // Who is signed out is told so, and not led to a page.
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => {
      patience();
      tell?.(event.loaded);
    });
    request.addEventListener("loadend", ended);
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    patience();
    request.send(body);
  });
}

function read(request) {
  const header = (name) => request.getResponseHeader(name);
  const ours = request.status !== 0 && header("Tus-Resumable") === "1.0.0";
  if (!ours) return { outcome: request.status === 403 ? "signed_out" : "lost" };
  if (request.status < 300) return { outcome: "ok", header };
  const outcomes = { 404: "gone", 409: "elsewhere", 423: "busy", 503: "lost" };
  return { outcome: outcomes[request.status] ?? "refused", says: request.responseText };
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
