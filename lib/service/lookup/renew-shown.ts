import { refKey, sameRef, type CustomerRef } from '../../model/customer';
import { ofKind } from '../../wire/item-keys';
import { readState } from '../session/items';
import type { Desk } from '../desk';
import { lookUp } from './lookup';

/** Asks the CRM for a customer who may have been deleted, once for each contact whose card shows them as up to date: the card then shows the result. */
export async function renewShown(desk: Desk, ref: CustomerRef): Promise<void> {
  const state = await readState();
  if (state[`customer:${refKey(ref)}`]?.freshness !== 'fresh') return;
  const showing = ofKind(state, 'answer').filter(({ value }) =>
    value.findings.some(({ candidates }) => candidates[0] && sameRef(candidates[0].ref, ref)),
  );
  await Promise.all(showing.map(({ value }) => lookUp(desk, value.contact, ref.connection)));
}
