import type { CustomersActions } from '../../components/customers/customers';
import type { ViewActions } from '../../components/customers/views';
import type { VaultView } from '../../lib/model/vault';

/** One picture of the page of all customers; `at` is its address behind `#`. */
export interface CustomersState {
  at: string;
  vault?: VaultView;
  /** What the views' actions answer where it matters to the picture. */
  viewActions?: Partial<ViewActions>;
  press?: string[];
}

export const customersActions: CustomersActions = {
  unlock: () => Promise.resolve({ kind: 'wrong-passphrase' }),
  tryStorage: () => undefined,
  openOptions: () => undefined,
};

/** What every view asks for, answered from the gallery's own people. */
export const viewActions: ViewActions = {
  all: async () => ({}),
};

export const customersStates: Record<string, CustomersState> = {
  'customers-all': { at: 'all' },
  'customers-locked': { at: 'all', vault: { kind: 'locked' } },
  'customers-unset': { at: 'all', vault: { kind: 'locked', unset: true } },
  'customers-broken': { at: 'all', vault: { kind: 'broken' } },
};
