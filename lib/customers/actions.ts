import { browser } from 'wxt/browser';
import { problemOf } from '../panel/actions';
import { call } from '../wire/bus';

/** What the page of all customers asks for outside its views. */
export function createCustomersActions() {
  return {
    unlock: (passphrase: string) => problemOf(call('unlock', { passphrase })),
    tryStorage: () => void call('hello', null).catch(() => undefined),
    openOptions: () => void browser.runtime.openOptionsPage(),
  };
}

/** What each view asks for, by its place: loaded with the view, so that nothing of one is there before it is opened. */
export function createViewActions() {
  return {
    all: async () => ({}),
  };
}
