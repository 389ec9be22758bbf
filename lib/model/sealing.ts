/** Bytes that nobody reads without a key, and keys that only a passphrase gives back: of the sealed database, and of a sealed backup. */

const NONCE_BYTES = 12;

/** The bytes with a new nonce before them. Opening them needs `label` too. */
export async function sealBytes(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>, label: string): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(label) }, key, bytes);
  const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), NONCE_BYTES);
  return whole;
}

/** Throws when the key, the label or a single bit is another one. */
export async function openBytes(key: CryptoKey, sealed: Uint8Array<ArrayBuffer>, label: string): Promise<Uint8Array<ArrayBuffer>> {
  const iv = sealed.subarray(0, NONCE_BYTES);
  const additionalData = new TextEncoder().encode(label);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed.subarray(NONCE_BYTES)));
}

/** A key as only a passphrase gives it back. Lies beside what it seals and is worth nothing without the passphrase. */
export interface WrappedKey {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  /** The key, sealed with the one that PBKDF2 makes of the passphrase. */
  wrapped: Uint8Array<ArrayBuffer>;
}

/** What OWASP recommends for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023). */
export const ITERATIONS = 600_000;

export async function wrapKey(key: Uint8Array<ArrayBuffer>, passphrase: string, label: string): Promise<WrappedKey> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const wrapping = await keyOfPassphrase(passphrase, salt, ITERATIONS);
  return { salt, iterations: ITERATIONS, wrapped: await sealBytes(wrapping, key, label) };
}

/** The key, null for a wrong passphrase. */
export async function unwrapKey(
  { salt, iterations, wrapped }: WrappedKey,
  passphrase: string,
  label: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const wrapping = await keyOfPassphrase(passphrase, salt, iterations);
  return openBytes(wrapping, wrapped, label).catch(() => null);
}

/** The same characters typed on another keyboard may come composed otherwise. */
async function keyOfPassphrase(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
