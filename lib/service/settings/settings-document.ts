import type { SettingsFault } from '../../model/settings-document';
import * as v from 'valibot';
import { later } from '../../model/later';
import type { GoodAddress } from '../../model/address';
import { KNOWN_PAGES, originsIn } from '../../model/chat-pages';
import {
  DEFAULT_PREFERENCES,
  PREFERENCES,
  type ConnectionSettings,
  type KeepDays,
  type Preferences,
  type SiteSettings,
} from '../../model/settings';
import { documentIds } from '../../model/former';
import { withoutFaults } from '../../model/without-faults';
import { originsOf } from '../../providers/settings';
import { faultsOf, toldFault, type JsonFault } from '../../wire/json-faults';
import { siteCheck } from '../../wire/site-check';
import type { StoredLink } from '../storage/database';
import { addressOf, CONNECTION, connectionEntry, entryFaults, settingsOf } from './settings-entries';
import { LINK, linkFaults } from './settings-links';

/** The valid parts of a settings document. */
export interface ReadDocument {
  connections: ConnectionSettings[];
  /** The check of each connection's address, by its id. */
  addresses: Map<string, GoodAddress>;
  sites: SiteSettings[];
  preferences: Partial<Preferences>;
  links: StoredLink[];
  /** The faults, each with its path. */
  leftOut: SettingsFault[];
  /** The ids of all its connections, with or without faults. */
  named: string[];
}

/** The content of a settings document. */
interface Content {
  connections: ConnectionSettings[];
  sites?: SiteSettings[];
  preferences?: Preferences;
  links: StoredLink[];
}

/** Writes the settings as the document that `parseDocument` reads. Secrets are left out unless asked for. */
export function writeDocument({ connections, sites = [], preferences, links }: Content, secrets: boolean): string {
  const called = documentIds(connections);
  const document = {
    format: 'kebian-settings',
    version: 1,
    connections: connections.map((settings) => ({ ...connectionEntry(settings, secrets), id: called.get(settings.id)! })),
    ...(sites.length > 0 && { sites }),
    ...(preferences && {
      privacy: {
        maskPhones: preferences.maskPhones,
        keepCustomersFor: `${preferences.keepDays}d`,
        ...(preferences.reminderShows !== DEFAULT_PREFERENCES.reminderShows && { reminderShows: preferences.reminderShows }),
        ...(preferences.mostCustomers !== DEFAULT_PREFERENCES.mostCustomers && { mostCustomers: preferences.mostCustomers }),
      },
      language: preferences.language,
      theme: preferences.theme,
      ...(preferences.cards !== DEFAULT_PREFERENCES.cards && { cards: preferences.cards }),
      ...(preferences.writeTo !== DEFAULT_PREFERENCES.writeTo && { writeTo: preferences.writeTo }),
      ...(preferences.home !== DEFAULT_PREFERENCES.home && { phoneRegion: preferences.home }),
    }),
    ...(links.length > 0 && { links: links.map((link) => ({ ...link, connection: called.get(link.connection)! })) }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * Reads a settings document value by value: invalid parts are left out and reported with their paths. Returns only the faults if it is no settings
 * document, is for another version, or has no valid part.
 */
export function parseDocument(text: string): ReadDocument | SettingsFault[] {
  const json = parse(text);
  if (json === undefined) return [{ path: '', expected: 'JSON', found: 'text' }];
  const { kept, faults } = withoutFaults(json, faultsIn);
  const told = faults.map(toldFault);
  if (kept === undefined) return told;
  const document = v.parse(DOCUMENT, kept);
  const { connections, sites, links } = document;
  const preferences = preferencesOf(document);
  const isEmpty = connections.length + sites.length + links.length + Object.keys(preferences).length === 0;
  if (isEmpty && told.length > 0) return told;
  return {
    connections: connections.map(settingsOf),
    addresses: new Map(connections.flatMap(addressOf)),
    sites,
    preferences,
    links,
    leftOut: told,
    named: namedIn(json),
  };
}

function faultsIn(value: unknown): JsonFault[] {
  const checked = v.safeParse(DOCUMENT, value);
  if (!checked.success) return faultsOf(checked.issues);
  const { connections, links } = checked.output;
  const own = connections.flatMap((entry, position) => entryFaults(entry, ['connections', position]));
  // Entries that are left out are not compared with others.
  if (own.length > 0) return own;
  return [...repeatedIds('connections', connections), ...siteFaults(checked.output), ...linkFaults(links, connections)];
}

/** The ids of all connections of a document, with or without faults. */
function namedIn(json: unknown): string[] {
  const { connections } = json as { connections: unknown[] };
  return connections.flatMap((one) => {
    const { id } = Object(one) as { id?: unknown };
    return typeof id === 'string' ? [id] : [];
  });
}

const DOCUMENT = later(() =>
  v.strictObject({
    format: v.literal('kebian-settings'),
    version: v.literal(1),
    connections: v.array(CONNECTION),
    sites: v.optional(v.array(siteCheck), []),
    privacy: v.optional(
      v.strictObject({
        maskPhones: v.optional(v.boolean()),
        reminderShows: v.optional(v.picklist(PREFERENCES.reminderShows)),
        keepCustomersFor: v.optional(v.picklist(PREFERENCES.keepDays.map((days) => `${days}d` as const))),
        mostCustomers: v.optional(v.picklist(PREFERENCES.mostCustomers)),
      }),
      {},
    ),
    language: v.optional(v.picklist(PREFERENCES.language)),
    theme: v.optional(v.picklist(PREFERENCES.theme)),
    cards: v.optional(v.picklist(PREFERENCES.cards)),
    writeTo: v.optional(v.picklist(PREFERENCES.writeTo)),
    phoneRegion: v.optional(v.picklist(PREFERENCES.home)),
    links: v.optional(v.array(LINK), []),
  }),
);

function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

/** A taught page must not look like one that Kebian knows, nor have the address of a CRM of the same document. */
function siteFaults({ sites, connections }: v.InferOutput<typeof DOCUMENT>): JsonFault[] {
  const known = sites.flatMap(({ id }, position) => (KNOWN_PAGES.some((page) => page.id === id) ? [position] : []));
  const crms = new Set(connections.flatMap(({ baseUrl = '' }) => originsOf({ baseUrl })));
  const ofCrms = sites.flatMap(({ matches }, site) =>
    matches.flatMap((pattern, place) =>
      originsIn([pattern]).some((origin) => crms.has(origin)) ? [['sites', site, 'matches', place]] : [],
    ),
  );
  return [
    ...repeatedIds('sites', sites),
    ...known.map((position) => ({ at: ['sites', position, 'id'], expected: 'another id', found: 'string' })),
    ...ofCrms.map((at) => ({ at, expected: 'an address that is no CRM’s', found: 'string' })),
  ];
}

function repeatedIds(list: string, entries: { id: string }[]): JsonFault[] {
  const ids = entries.map(({ id }) => id);
  const repeated = ids.flatMap((id, position) => (ids.indexOf(id) < position ? [position] : []));
  return repeated.map((position) => ({ at: [list, position, 'id'], expected: 'another id', found: 'string' }));
}

function preferencesOf(document: v.InferOutput<typeof DOCUMENT>): Partial<Preferences> {
  const { language, theme, privacy, phoneRegion, cards, writeTo } = document;
  return {
    ...(language && { language }),
    ...(theme && { theme }),
    ...(cards && { cards }),
    ...(writeTo && { writeTo }),
    ...(phoneRegion && { home: phoneRegion }),
    ...(privacy.maskPhones !== undefined && { maskPhones: privacy.maskPhones }),
    ...(privacy.reminderShows && { reminderShows: privacy.reminderShows }),
    ...(privacy.mostCustomers !== undefined && { mostCustomers: privacy.mostCustomers }),
    ...(privacy.keepCustomersFor && { keepDays: Number.parseInt(privacy.keepCustomersFor) as KeepDays }),
  };
}
