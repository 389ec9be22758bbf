import { type CustomerRef } from '../model/customer';
import { beforeOf, type Base, type Edit, type Intent } from '../model/edit';
import { call } from '../wire/bus';
import type { PanelStore } from './store';
import { shown } from './view';

/**
 * Makes an edit. It is shown at once, before the worker has it; when this resolves it is on the disk. `seen` is the value that the person saw when
 * they began, if that may differ from the present one. Submitted twice under one `id`, it is made once.
 */
export async function submit(
  store: PanelStore,
  ref: CustomerRef,
  change: Intent,
  seen?: Base,
  id: string = crypto.randomUUID(),
): Promise<void> {
  const known = shown(store.getState(), ref)?.customer;
  const unknown: Base | null = change.kind === 'follow-up' ? null : { kind: 'unseen' };
  const base = seen ?? (known ? beforeOf(known, change) : unknown);
  const edit: Edit = {
    id,
    ref,
    change,
    base,
    madeAt: Date.now(),
    attempts: 0,
    notBefore: 0,
    state: { kind: 'queued' },
  };
  put(store, edit.id, edit);
  try {
    const carrier = await call('submit', { edit: edit.id, ref, change, base });
    if (carrier !== edit.id) hand(store, edit, carrier);
  } catch (thrown) {
    put(store, edit.id, undefined);
    throw thrown;
  }
}

/** The worker has merged the change into an earlier edit, or has cancelled both. */
function hand(store: PanelStore, { id, change, madeAt }: Edit, carrier: string | null): void {
  store.setState(({ edits }) => {
    const next = new Map(edits);
    next.delete(id);
    const carrying = carrier === null ? undefined : next.get(carrier);
    if (carrying) next.set(carrying.id, { ...carrying, change, changedAt: madeAt, state: { kind: 'queued' } });
    return { edits: next };
  });
}

function put(store: PanelStore, id: string, edit: Edit | undefined): void {
  store.setState(({ edits }) => {
    const next = new Map(edits);
    if (edit) next.set(id, edit);
    else next.delete(id);
    return { edits: next };
  });
}
