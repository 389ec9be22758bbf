import type { AddressFault, GoodAddress } from './address';
import type { Preferences, SiteSettings } from './settings';

/** A fault of a settings document: its path ('' = the whole file), what was expected there, and what was found. */
export interface SettingsFault {
  path: string;
  expected: string;
  found: string;
  /** For an address: why it cannot be a CRM's. */
  address?: AddressFault;
}

/** The contents of a settings document: only its faults (then nothing is imported), or what would be imported and what is left out. */
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

/** A connection in a settings document. */
export interface ImportedConnection {
  id: string;
  name: string;
  provider: string;
  /** A connection with this id exists and is replaced. */
  replaces: boolean;
  /** The replaced connection is another CRM, company or account, or has another address: its edits and reminders wait for the person. */
  another: boolean;
  /** Required secrets that neither the document nor the replaced connection has. */
  missingSecrets: string[];
  /** The address as it will be used, with its warnings; null where there is none. */
  address: GoodAddress | null;
}
