/**
 * The signature of a call: SHA-256 over `appId + timestamp + body + appKey`, as lower-case hex. `timestamp` is epoch ms as text and
 * `body` the very text that is sent ('' for a call without one): the CRM signs the bytes that it received.
 */
export async function sign(appId: string, timestamp: string, body: string, appKey: string): Promise<string> {
  const bytes = new TextEncoder().encode(appId + timestamp + body + appKey);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
