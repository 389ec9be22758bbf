import { fireEvent, screen } from '@testing-library/preact';
import { vi } from 'vitest';
import type { ImportActions } from '../../components/customers/import/actions';
import { ALL_ALLOWED } from '../../lib/model/rules';
import { viewActions } from '../gallery/customers-states';
import { importActions } from '../gallery/import-actions';
import { showCustomers } from './show';

/** Shows the page of all customers with these actions of an import; answers with what was called. */
export function show(other: Partial<ImportActions> = {}, rules = ALL_ALLOWED) {
  const actions = Object.fromEntries(
    Object.entries(importActions(other)).map(([name, act]) => [name, vi.fn(act as () => unknown)]),
  ) as never;
  showCustomers({ viewActions: { ...viewActions, import: async () => actions }, managed: { connections: [], preferences: [], rules } });
  return actions as { [K in keyof ImportActions]: ReturnType<typeof vi.fn> };
}

export const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
