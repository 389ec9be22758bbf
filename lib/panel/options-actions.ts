import type { SettingsReading } from '../model/settings-document';
import { browser } from 'wxt/browser';
import { checkAddress } from '../model/address';
import type { Counts, FormerView } from '../model/former';
import { LIMITS } from '../model/limits';
import { toProblem, type Problem } from '../model/problem';
import type { ConnectionDraft, Preferences } from '../model/settings';
import { signsIn } from '../model/signs-in';
import type { ConnectionView, ProviderView } from '../model/view';
import type { LockAfter } from '../model/vault';
import { call } from '../wire/bus';
import { showOwnPage } from '../wire/own-page';
import type { Answer } from '../wire/protocol';
import { counted, problemOf } from './actions';
import { download } from './download';
import { createPageActions } from './page-actions';
import { allow, allowSending } from './permission';
import { withoutBadSelectors } from './selector-faults';
import type { PanelStore } from './store';

/** The actions of the options page. `providers` are those that the form shows. */
export function createOptionsActions(store: PanelStore, providers: ProviderView[]) {
  let reading: SettingsReading | null = null;
  const allowCrm = ({ provider, values }: Pick<ConnectionDraft, 'provider' | 'values'>) => {
    const ways = providers.find(({ id }) => id === provider)?.ways ?? [];
    return allowSending(patternsOf({ provider, values }, providers), signsIn({ ways }, values));
  };
  return {
    useLocalBook: () => problemOf(call('saveConnection', { id: 'book', provider: 'local', name: '', values: {} })),
    test: async (draft: ConnectionDraft) => {
      // Has to be first: the browser asks the person only in the turn of a click.
      const allowed = allowCrm(draft);
      return allowed.then(() => call('testConnection', draft)).then(connectedAs, failed);
    },
    save: (draft: ConnectionDraft) => problemOf(allowCrm(draft).then(() => call('saveConnection', draft))),
    allow: (connection: ConnectionView) => problemOf(allowCrm(connection).then(() => call('signInAgain', { connection: connection.id }))),
    rename: (connection: string, name: string) => problemOf(call('renameConnection', { connection, name })),
    move: (connection: string, place: number) => problemOf(call('orderConnections', { connections: moved(store, connection, place) })),
    countKept: (connection: string | null) => counted(call('countKept', { connection })),
    remove: (connection: string, loses: Counts | null) => problemOf(call('removeConnection', { connection, ...(loses && { loses }) })),
    keep: (connection: string) => problemOf(call('keepConnection', { connection })),
    resume: (former: string, connection: string) => problemOf(call('resumeFormer', { former, connection })),
    forget: (former: string, loses: Counts) => problemOf(call('forgetFormer', { former, loses })),
    useBookAgain: ({ id, provider, name }: FormerView) => problemOf(call('saveConnection', { id, provider, name, values: {} })),
    exportLinks: (connection: string) =>
      problemOf(call('exportLinks', { connection }).then((text) => download(text, 'application/json', 'kebian-links.json'))),
    setPreferences: (change: Partial<Preferences>) => problemOf(call('savePreferences', { ...store.getState().preferences, ...change })),
    exportSettings: (secrets: boolean, links: boolean) =>
      problemOf(call('exportSettings', { secrets, links }).then((text) => download(text, 'application/json', 'kebian-settings.json'))),
    readSettings: async (text: string) => {
      const { length } = text;
      if (length > LIMITS.document) return { kind: 'too-long', what: 'text', length, most: LIMITS.document } satisfies Problem;
      // Only a page can check whether a selector is valid.
      const { document, faults } = withoutBadSelectors(text);
      const read = await call('readSettings', { document }).catch((thrown) => toProblem(thrown, 'settings'));
      if (read.kind !== 'good' && read.kind !== 'broken') return read;
      reading =
        read.kind === 'good' ? { ...read, leftOut: [...faults, ...read.leftOut] } : { ...read, faults: [...faults, ...read.faults] };
      return reading;
    },
    importSettings: (text: string) => {
      const { origins = [], connections = [] } = reading?.kind === 'good' ? reading : {};
      const asked = connections.some(({ address }) => address !== null) ? allowSending : allow;
      return problemOf(
        asked(origins.map((origin) => `${origin}/*`)).then(() => call('importSettings', { document: withoutBadSelectors(text).document })),
      );
    },
    setPassphrase: (passphrase: string, lockAfter: LockAfter) => problemOf(call('setPassphrase', { passphrase, lockAfter })),
    changePassphrase: (passphrase: string, next: string) => problemOf(call('changePassphrase', { passphrase, next })),
    removePassphrase: (passphrase: string) => problemOf(call('removePassphrase', { passphrase })),
    unlock: (passphrase: string) => problemOf(call('unlock', { passphrase })),
    lock: () => problemOf(call('lock', null)),
    tryStorage: () => void call('hello', null).catch(() => undefined),
    setLockAfter: (minutes: LockAfter) => problemOf(call('lockAfter', { minutes })),
    wipe: () => problemOf(call('wipe', null)),
    ...createPageActions(),
    toldOfReading: () => void call('toldOfReading', null),
    copy: (text: string) => navigator.clipboard.writeText(text),
    showCustomers: (view: string) => void showOwnPage('/customers.html', `#${view}`),
    openChatPage: (url: string) => void browser.tabs.create({ url }),
  };
}

/** The origins of the address in the form; a wrong address is reported by the worker when it is tested. */
function patternsOf({ provider, values }: Pick<ConnectionDraft, 'provider' | 'values'>, providers: ProviderView[]): string[] {
  const fields = providers.find(({ id }) => id === provider)?.settings ?? [];
  const addresses = fields.filter(({ kind }) => kind === 'url').map(({ key, address }) => checkAddress(values[key] ?? '', address));
  return addresses.flatMap((checked) => ('fault' in checked ? [] : [`${new URL(checked.address).origin}/*`]));
}

function connectedAs(answer: Answer<'testConnection'>) {
  return { kind: 'connected' as const, ...answer };
}

function failed(thrown: unknown): { kind: 'failed'; problem: Problem } {
  return { kind: 'failed', problem: toProblem(thrown, 'test') };
}

function moved(store: PanelStore, connection: string, place: number): string[] {
  const others = store.getState().connections.map(({ id }) => id);
  others.splice(others.indexOf(connection), 1);
  return others.toSpliced(place, 0, connection);
}
