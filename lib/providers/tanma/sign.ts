import { digestOf } from '../../model/digest';

/**
 * The signature of a call: SHA-256 over `appId + timestamp + body + appKey`, as lower-case hex. `timestamp` is epoch ms as text and
 * `body` the very text that is sent ('' for a call without one): the CRM signs the bytes that it received.
 */
export async function sign(appId: string, timestamp: string, body: string, appKey: string): Promise<string> {
  return digestOf(appId + timestamp + body + appKey);
}
