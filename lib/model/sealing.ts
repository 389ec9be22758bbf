/** Encryption with a key, and keys wrapped by a passphrase: for the sealed database, and for sealed backups. */

const NONCE_BYTES = 12;

/** The encrypted bytes, after a new nonce. Decryption needs the same `label`. */
export async function sealBytes(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>, label: string): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(label) }, key, bytes);
  const whole = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), NONCE_BYTES);
  return whole;
}

/** Throws where the key, the label or a single bit differs. */
export async function openBytes(key: CryptoKey, sealed: Uint8Array<ArrayBuffer>, label: string): Promise<Uint8Array<ArrayBuffer>> {
  const iv = sealed.subarray(0, NONCE_BYTES);
  const additionalData = new TextEncoder().encode(label);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed.subarray(NONCE_BYTES)));
}

/** A key wrapped by a passphrase. Stored beside the data; useless without the passphrase. */
export interface WrappedKey {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  /** The key, encrypted with one that PBKDF2 derives from the passphrase. */
  wrapped: Uint8Array<ArrayBuffer>;
}

/** The number that OWASP recommends for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023). */
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

/** Another keyboard may compose the same characters differently. */
async function keyOfPassphrase(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, key, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
