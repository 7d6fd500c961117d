// Passkeys against JSON endpoints. A button with data-passkey="register" adds one, data-passkey="sign-in" signs in with one.
// Options come as the JSON form of PublicKeyCredentialCreationOptions / RequestOptions (base64url strings), answers go back the same way.
const supported = "PublicKeyCredential" in window && "credentials" in navigator;
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

function bytes(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function text(buffer) {
  if (!buffer) return null;
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function post(url, body = {}) {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": token },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail ?? answer.title ?? "That did not work. Please try again.");
  return answer;
}

const withBytes = (list) => (list ?? []).map((item) => ({ ...item, id: bytes(item.id) }));

function answerOf(credential) {
  const { response } = credential;
  const common = { id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment ?? null, clientExtensionResults: credential.getClientExtensionResults() };
  if ("attestationObject" in response) {
    return { ...common, response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] } };
  }
  return { ...common, response: { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: text(response.userHandle) } };
}

async function register() {
  const options = await post("/account/passkeys/options");
  const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: withBytes(options.excludeCredentials) };
  await post("/account/passkeys", answerOf(await navigator.credentials.create({ publicKey })));
  location.reload();
}

async function signIn(button) {
  const options = await post("/sign-in/passkey/options");
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: withBytes(options.allowCredentials) };
  const answer = await post("/sign-in/passkey", answerOf(await navigator.credentials.get({ publicKey })));
  // Only an address of this site is followed, whatever the page or the answer says.
  const next = new URL(answer.next ?? button.dataset.next ?? "/", location.href);
  location.assign(next.origin === location.origin ? next.href : "/");
}

for (const button of supported ? document.querySelectorAll("[data-passkey]") : []) {
  const area = button.closest("[data-passkey-area]");
  const error = area.querySelector("[data-passkey-error]");
  area.hidden = false;
  button.addEventListener("click", async () => {
    error.hidden = true;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    try {
      await (button.dataset.passkey === "register" ? register() : signIn(button));
    } catch (problem) {
      // The reader closed the system's dialog: nothing to report.
      if (problem.name !== "NotAllowedError" && problem.name !== "AbortError") {
        error.querySelector("span").textContent = problem.name === "InvalidStateError" ? button.dataset.known ?? problem.message : problem.message;
        error.hidden = false;
      }
    } finally {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  });
}
