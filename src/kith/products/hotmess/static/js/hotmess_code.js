// What a QR code of HOTMESS says, and what a door without network makes of it. The same bytes as tokens/payload.py.
const PREFIX = "HM1:";
const SCOPES = ["check_in", "listing_proof", "experience", "staff"];
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SIGNED = 46;
const SIGNATURE = 64;
const TOKEN = 16;

function base32(text) {
  const out = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let place = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[place++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 ? out : null;
}

const hex = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");

// { token, payload, signed, signature }; payload is null when only the token was typed; null: none of ours.
export function readCode(text) {
  const compact = text.replace(/[\s-]/g, "").toUpperCase();
  if (!compact.startsWith(PREFIX)) {
    const token = base32(compact);
    return token && token.length === TOKEN && compact.length === 26 ? { token, payload: null } : null;
  }
  const whole = base32(compact.slice(PREFIX.length));
  if (!whole || whole.length !== SIGNED + SIGNATURE || whole[0] !== 1 || whole[5] >= SCOPES.length) return null;
  const view = new DataView(whole.buffer);
  const token = whole.slice(22, 38);
  const id = hex(whole.slice(6, 22));
  const payload = {
    keyId: hex(whole.slice(1, 5)),
    scope: SCOPES[whole[5]],
    beacon: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
    validFrom: view.getUint32(38) * 1000,
    expiresAt: view.getUint32(42) * 1000,
  };
  return { token, payload, signed: whole.slice(0, SIGNED), signature: whole.slice(SIGNED) };
}

// The 24 hexadecimal digits a code is known by on this phone.
export async function nameOf(code) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", code.token)).slice(0, 12));
}

// Keys of the door by their ids; null where this browser cannot check Ed25519.
export async function importKeys(keys) {
  try {
    const found = new Map();
    for (const key of keys) {
      const raw = Uint8Array.from(atob(key.public_key), (letter) => letter.charCodeAt(0));
      found.set(key.id, await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]));
    }
    return found;
  } catch {
    return null;
  }
}

export async function signatureHolds(code, keys) {
  const key = keys.get(code.payload.keyId);
  return key ? crypto.subtle.verify({ name: "Ed25519" }, key, code.signature, code.signed) : false;
}

// What a door without network answers: { result, reason, at }. `known` is how the house said the code stands (o, i, u, r, with + for many uses),
// `local` what this phone let in since: { inside, at }; `signed` is true, false, or null when it could not be checked.
export function decide({ code, signed, known, local, pack, now, direction }) {
  const no = (result, reason, at = null) => ({ result, reason, at });
  if (!code) return no("invalid", "unknown");
  if (signed === false) return no("invalid", "unknown");
  if ((!code.payload || signed === null) && !known) return no("invalid", "unchecked");
  if (code.payload) {
    if (code.payload.beacon !== pack.beacon) return no("invalid", "other_beacon");
    const scopes = direction === "proof" ? ["listing_proof"] : ["check_in", "experience"];
    if (!scopes.includes(code.payload.scope)) return no("invalid", "other_scope");
    if (now < code.payload.validFrom) return no("not_yet_valid", "not_yet_valid");
    if (now >= code.payload.expiresAt) return no("expired", "expired");
  }
  if (now >= Date.parse(pack.closes_at)) return no("invalid", "closed");
  const stands = known ? known[0] : "o";
  if (stands === "r") return no("revoked", "revoked");
  const many = known ? known.endsWith("+") : false;
  const inside = local ? local.inside : stands === "i";
  const spent = Boolean(local) || stands !== "o";
  if (direction === "exit") return inside ? no("valid", null) : no("invalid", "not_inside");
  if (many && stands !== "u") return no("valid", null);
  if (!spent) return no("valid", null);
  if (inside) return no("duplicate", "inside", local?.at ?? null);
  if (pack.reentry && direction === "entry") return no("valid", null);
  return no("duplicate", pack.reentry ? "used_up" : "no_reentry", local?.at ?? null);
}
