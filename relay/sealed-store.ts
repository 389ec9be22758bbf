import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Store } from './store.ts';

/** Seals every value on its way into a store that lies on another computer: sessions of the CRM, customers, agents. Keys and the audit hold none. */
export function sealed(store: Store, secret: string): Store {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'kebian relay', 32));
  return {
    ...store,
    get: async (name) => open(key, name, await store.get(name)),
    set: (name, value, forMs) => store.set(name, value === null ? null : seal(key, name, value), forMs),
    create: (name, value) => store.create(name, seal(key, name, value)),
    all: async (prefix) => (await store.all(prefix)).flatMap((text) => open(key, null, text) ?? []),
  };
}

const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** The name is inside: a value that was moved to another place is not believed there. */
function seal(key: Buffer, name: string, value: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const inside = Buffer.concat([cipher.update(JSON.stringify([name, value]), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), inside]).toString('base64');
}

/** null for what was sealed with another secret, or was changed. */
function open(key: Buffer, name: string | null, text: string | null): string | null {
  if (text === null) return null;
  const bytes = Buffer.from(text, 'base64');
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const inside = Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]).toString('utf8');
    const [place, value] = JSON.parse(inside) as [string, string];
    return name === null || place === name ? value : null;
  } catch {
    return null;
  }
}
