import * as v from 'valibot';
import { later } from '../model/later';
import type { GoodAddress } from '../model/address';
import { KNOWN_PAGES, originsIn } from '../model/chat-pages';
import {
  DEFAULT_PREFERENCES,
  PREFERENCES,
  type ConnectionSettings,
  type KeepDays,
  type Preferences,
  type SiteSettings,
} from '../model/settings';
import { documentId } from '../model/former';
import { originsOf } from '../providers/settings';
import { siteCheck } from '../wire/site-check';
import type { SettingsFault } from '../wire/protocol';
import type { StoredLink } from './database';
import { addressOf, CONNECTION, connectionEntry, entryFaults, settingsOf } from './settings-entries';
import { LINK, linkFaults } from './settings-links';

/** A settings document that was found in order. */
export interface ReadDocument {
  connections: ConnectionSettings[];
  /** What was said of the address of each connection, by its id. */
  addresses: Map<string, GoodAddress>;
  sites: SiteSettings[];
  preferences: Partial<Preferences>;
  links: StoredLink[];
}

/** Everything that a document holds. */
export interface Settings {
  connections: ConnectionSettings[];
  sites?: SiteSettings[];
  preferences?: Preferences;
  links: StoredLink[];
}

/** Writes the settings as the document that `parseDocument` reads. Secrets are left out unless asked for. */
export function writeDocument({ connections, sites = [], preferences, links }: Settings, secrets: boolean): string {
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
      ...(preferences.home !== DEFAULT_PREFERENCES.home && { phoneRegion: preferences.home }),
    }),
    ...(links.length > 0 && { links: links.map((link) => ({ ...link, connection: called.get(link.connection)! })) }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What a document calls the connections, by their ids: of two with one name the later one is called by its whole id. */
function documentIds(connections: ConnectionSettings[]): Map<string, string> {
  const called = new Map<string, string>();
  for (const { id } of connections) {
    const name = documentId(id);
    called.set(id, [...called.values()].includes(name) ? id.replaceAll('~', '-') : name);
  }
  return called;
}

/** Reads a settings document. All faults are told at once, each with its path; with one fault nothing is taken. */
export function parseDocument(text: string): ReadDocument | SettingsFault[] {
  const json = parse(text);
  if (json === undefined) return [{ path: '', expected: 'JSON', found: 'text' }];
  const checked = v.safeParse(DOCUMENT, json);
  if (!checked.success) return checked.issues.map(faultOf);
  const faults = checked.output.connections.flatMap((entry, position) => entryFaults(entry, `connections[${position}]`));
  const twice = [...repeatedIds('connections', checked.output.connections), ...siteFaults(checked.output)];
  const { connections, sites, links } = checked.output;
  const strange = linkFaults(links, connections);
  if (faults.length + twice.length + strange.length > 0) return [...faults, ...twice, ...strange];
  return {
    connections: connections.map(settingsOf),
    addresses: new Map(connections.flatMap(addressOf)),
    sites,
    preferences: preferencesOf(checked.output),
    links,
  };
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

function faultOf(issue: v.BaseIssue<unknown>): SettingsFault {
  // A connection's own text may be what is wrong: a secret must not come back in a message.
  return { path: placeOf(issue), expected: issue.expected ?? issue.message, found: typeof issue.input };
}

function placeOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).reduce(
    (place, { key }) => place + (typeof key === 'number' ? `[${key}]` : `${place && '.'}${String(key)}`),
    '',
  );
}

/** A taught page must not pass for one that is known by itself, nor be the address of one of the CRMs beside it. */
function siteFaults({ sites, connections }: v.InferOutput<typeof DOCUMENT>): SettingsFault[] {
  const known = sites.flatMap(({ id }, position) => (KNOWN_PAGES.some((page) => page.id === id) ? [position] : []));
  const crms = new Set(connections.flatMap(({ baseUrl = '' }) => originsOf({ baseUrl })));
  const ofCrms = sites.flatMap(({ matches }, site) =>
    matches.flatMap((pattern, place) =>
      originsIn([pattern]).some((origin) => crms.has(origin)) ? [`sites[${site}].matches[${place}]`] : [],
    ),
  );
  return [
    ...repeatedIds('sites', sites),
    ...known.map((position) => ({ path: `sites[${position}].id`, expected: 'another id', found: 'string' })),
    ...ofCrms.map((path) => ({ path, expected: 'an address that is no CRM’s', found: 'string' })),
  ];
}

function repeatedIds(list: string, entries: { id: string }[]): SettingsFault[] {
  const ids = entries.map(({ id }) => id);
  const repeated = ids.flatMap((id, position) => (ids.indexOf(id) < position ? [position] : []));
  return repeated.map((position) => ({ path: `${list}[${position}].id`, expected: 'another id', found: 'string' }));
}

function preferencesOf(document: v.InferOutput<typeof DOCUMENT>): Partial<Preferences> {
  const { language, theme, privacy, phoneRegion } = document;
  return {
    ...(language && { language }),
    ...(theme && { theme }),
    ...(phoneRegion && { home: phoneRegion }),
    ...(privacy.maskPhones !== undefined && { maskPhones: privacy.maskPhones }),
    ...(privacy.reminderShows && { reminderShows: privacy.reminderShows }),
    ...(privacy.mostCustomers !== undefined && { mostCustomers: privacy.mostCustomers }),
    ...(privacy.keepCustomersFor && { keepDays: Number.parseInt(privacy.keepCustomersFor) as KeepDays }),
  };
}
