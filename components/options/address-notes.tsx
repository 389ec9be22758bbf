import { checkAddress, type GoodAddress } from '../../lib/model/address';
import type { SettingFieldView } from '../../lib/model/view';
import { useTexts } from '../texts';
import { useOptionsTexts } from './use-options-texts';

/** Notes about a usable address: what was cut off, a path that does not look like the API, and that an unencrypted connection can be read. */
export function AddressNotes({ checked, field }: { checked: GoodAddress; field: SettingFieldView }) {
  const { pick } = useTexts();
  const own = useOptionsTexts();
  const { address, cut, path, clear } = checked;
  const expected = [new URL(address).origin, field.address?.path].filter(Boolean).join('/');
  return (
    <div class="grid gap-0.5 text-sm break-words empty:hidden">
      {cut !== null && <p class="text-ink-2">{own('address.cut', { address, cut })}</p>}
      {path !== null && <p class="text-warn">{own('address.path', { path, expected })}</p>}
      {clear && field.address && <p class="text-warn">{own('address.clear', { what: pick(field.address.inClear) })}</p>}
    </div>
  );
}

/** The same for the typed or stored text of a field; nothing while the address cannot be used. */
export function TypedAddressNotes({ value, field }: { value: string; field: SettingFieldView }) {
  const checked = checkAddress(value, field.address);
  return 'fault' in checked ? null : <AddressNotes checked={checked} field={field} />;
}
