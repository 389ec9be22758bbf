import type { FileFault } from '../../../lib/model/backup/head';
import type { PlaceFault } from '../../../lib/model/backup/place';
import type { CustomersKey } from '../../../locales/customers/translate';
import type { Translate } from '../../../locales/translate';

const STATUSES = [401, 403, 404, 405, 409, 412, 413, 423, 429, 507] as const;

/** The fault of a place, with its address, in one sentence. */
export function placeFaultText(fault: PlaceFault, own: Translate<CustomersKey>): string {
  // Shown decoded, as it was typed.
  const address = readable(fault.address);
  if (fault.kind === 'file') return own(`backup.file.${fault.fault as FileFault}`, { name: address });
  if (fault.kind !== 'status') return own(fault.kind === 'no-webdav' ? 'backup.status.405' : `backup.fault.${fault.kind}`, { address });
  const { status } = fault;
  const known = STATUSES.find((one) => one === status) ?? (status === 501 ? 405 : undefined);
  if (known) return own(`backup.status.${known}`, { address });
  return own(status >= 500 ? 'backup.status.5' : 'backup.status.other', { address, status });
}

function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
