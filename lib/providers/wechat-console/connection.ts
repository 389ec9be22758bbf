import type { Connection, LocalizedText, ProviderDeps, Settings } from '../provider';
import { colleagueIn } from '../settings';
import { wantedOf } from '../unseen';
import { createCall } from './client';
import { check, find, newest, remove, tags } from './customers';
import { customerOfFriend, friendsWithTag } from './friends';
import { toSeen, type Here } from './here';
import { OWN_FIELD } from './mapping';
import { messages } from './messages';
import { numbersOf } from './numbers';
import { addFollowUp, followUpKinds, followUps, hasFollowUp } from './records';
import { exported, filtersOf, list, search } from './search';
import { suggestions } from './suggestions';
import { tasksOf } from './tasks';
import { telephonyOf } from './telephony';
import { applyTo, MOST_PHONES } from './write';

/** One team's chat console. */
export function createConnection(settings: Settings, deps: ProviderDeps, readOnlyReason: LocalizedText): Connection {
  const tagNumbers = numbersOf(settings.tagNumbers);
  const here: Here = { settings, deps, call: createCall(settings, deps), seenTags: new Set(), tagNumbers };
  return {
    can: {
      changes: ['remark', 'add-tag', 'remove-tag', 'personal-name', 'details', 'field'],
      details: ['name', 'phones'],
      mostPhones: MOST_PHONES,
      addCustomer: false,
      newTags: true,
      readOnlyReason,
      filters: filtersOf(here),
    },
    check: (signal) => check(here, signal),
    // The console never names the account's own user, only the colleague whose contact a customer is.
    me: async () => colleagueIn(settings, 'wechatUserId'),
    suggestions: (signal) => suggestions(here, signal),
    find: (hints, signal) => find(here, hints, signal),
    get: async (known, signal) => toSeen(here, await newest(here, known, signal), known),
    search: (query, page, signal) => search(here, query, page, signal),
    tags: (signal) => tags(here, signal),
    fields: async () => [OWN_FIELD],
    apply: async (changes, known, signal, bases) => {
      const wanted = wantedOf(changes, known, bases);
      return toSeen(here, await applyTo(here, wanted, known, (customer) => newest(here, customer, signal), signal), known);
    },
    remove: (ref, signal) => remove(here, ref.id, signal),
    list: (since, cursor, signal) => list(here, since, cursor, signal),
    export: (query, signal) => exported(here, query, signal),
    followUps: (customer, _page, signal) => followUps(here, customer, signal),
    addFollowUp: (customer, followUp, signal) => addFollowUp(here, customer, followUp, signal),
    hasFollowUp: (customer, followUp, signal) => hasFollowUp(here, customer, followUp, signal),
    followUpKinds: async () => followUpKinds(here),
    messages: (customer, span, page, signal) => messages(here, customer, span, page, signal),
    customerOfFriend: (friend, signal) => customerOfFriend(here, friend, signal),
    // Friends are asked for by a tag's number, and without the settings no number is known.
    ...(tagNumbers.size > 0 && { friendsWithTag: (tag, { offline }, signal) => friendsWithTag(here, tag, offline, signal) }),
    tasks: tasksOf(here),
    telephony: telephonyOf(here),
  };
}
