import type { AddressFault, GoodAddress } from './address';
import type { Preferences, SiteSettings } from './settings';

/** One fault of a settings document: where it is ('' = the file itself), what was expected there and what is there. */
export interface SettingsFault {
  path: string;
  expected: string;
  found: string;
  /** Where it is an address: why it cannot be a CRM's. */
  address?: AddressFault;
}

/** What is in a settings document: its faults alone (then nothing is imported), or what would be imported and what is left out. */
export type SettingsReading =
  | { kind: 'broken'; faults: SettingsFault[] }
  | {
      kind: 'good';
      connections: ImportedConnection[];
      preferences: Partial<Preferences>;
      sites: SiteSettings[];
      links: number;
      leftOut: SettingsFault[];
      origins: string[];
    };

/** A connection as a settings document brings it. */
export interface ImportedConnection {
  id: string;
  name: string;
  provider: string;
  /** A connection with this id is there already and is replaced. */
  replaces: boolean;
  /** The one that is there is another CRM, company or account, or has another address: what was made for it waits for the person. */
  another: boolean;
  /** Required secrets that neither the document nor the replaced connection brings. */
  missingSecrets: string[];
  /** The address as it will be used, and what is to be said of it; null where there is none. */
  address: GoodAddress | null;
}
