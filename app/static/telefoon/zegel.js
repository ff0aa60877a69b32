// Sealing: what is finished is encrypted to the organisation's public key, and then only Wijkpeil can open it (a JWE in its
// compact form, RFC 7516: ECDH-ES on P-256 by RFC 7518, A256GCM).

const meta = document.querySelector("meta[name=zegelsleutel]");
const KROMME = { name: "ECDH", namedCurve: "P-256" };
const VERSLEUTELING = "A256GCM";
const LABEL_BYTES = 16;

/** The seal of this message; undefined where none can be made: without https, or with a page of an older edition. */
export async function verzegel(bericht) {
  if (!meta || !crypto.subtle) return undefined;
  const { kid, ...openbaar } = JSON.parse(meta.content);
  const ontvanger = await crypto.subtle.importKey("jwk", openbaar, KROMME, false, []);
  const eenmalig = await crypto.subtle.generateKey(KROMME, false, ["deriveBits"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", eenmalig.publicKey);
  const kop = base64url(codeer(JSON.stringify({ alg: "ECDH-ES", enc: VERSLEUTELING, kid, epk: { kty, crv, x, y } })));
  const geheim = await crypto.subtle.deriveBits({ name: "ECDH", public: ontvanger }, eenmalig.privateKey, 256);
  const sleutel = await crypto.subtle.importKey("raw", await leidAf(geheim), "AES-GCM", false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const gesloten = new Uint8Array(
    await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: codeer(kop) }, sleutel, codeer(JSON.stringify(bericht))),
  );
  const [inhoud, label] = [gesloten.slice(0, -LABEL_BYTES), gesloten.slice(-LABEL_BYTES)];
  return [kop, "", base64url(iv), base64url(inhoud), base64url(label)].join(".");
}

/** The Concat KDF of NIST SP 800-56A for 256 bits, as RFC 7518 (4.6.2) asks for it: one round of SHA-256. */
function leidAf(geheim) {
  const soort = codeer(VERSLEUTELING);
  const delen = [getal(1), new Uint8Array(geheim), getal(soort.length), soort, getal(0), getal(0), getal(256)];
  return crypto.subtle.digest("SHA-256", new Uint8Array(delen.flatMap((deel) => [...deel])));
}

function getal(waarde) {
  return [0, 0, waarde >> 8, waarde & 0xff];
}

function codeer(tekst) {
  return new TextEncoder().encode(tekst);
}

function base64url(bytes) {
  const tekens = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(tekens).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
