import type angular from 'angular';
import type { Contact } from './contact.ts';
import { contacts } from './contacts.ts';
import { plainName } from './plain.ts';
import type { StateService } from './state.ts';
import { view } from './view.ts';

export interface Header {
  type: 'header';
  text: string;
}

export interface NavContactScope extends angular.IScope {
  entries: (Contact | Header)[];
  currentContact: Contact | undefined;
  heightOf(item: Contact | Header): number;
  choose(contact: Contact): void;
  talk(contact: Contact): void;
}

interface CardScope extends angular.IScope {
  user: Contact | undefined;
}

/** The contacts tab: everybody by letter on the left, one person's card on the right. */
export function registerDirectory(module: angular.IModule) {
  module.directive('navContactDirective', ['$state', navContact]);
  module.controller('contentContactController', ['$scope', contentContact]);
}

function navContact($state: StateService): angular.IDirective<NavContactScope> {
  return {
    restrict: 'A',
    scope: true,
    template: () => view('navContact.html'),
    link(scope) {
      scope.heightOf = (item) => ('type' in item ? 28 : 50);
      scope.choose = (contact) => (contacts.card = contact);
      scope.talk = (contact) => void $state.go('chat', { userName: contact.UserName });
      scope.$watch(
        () => contacts.contactChangeFlag,
        () => (scope.entries = byLetter(Object.values(contacts.friends))),
      );
      scope.$watch(
        () => contacts.card,
        (card) => (scope.currentContact = card),
      );
    },
  };
}

function contentContact($scope: CardScope) {
  $scope.$watch(
    () => contacts.card,
    (card) => ($scope.user = card),
  );
}

/** Rooms first, then people under the letter their name begins with in pinyin, others under #. */
function byLetter(all: Contact[]): (Contact | Header)[] {
  const groups = new Map<string, Contact[]>();
  for (const contact of all) {
    const group = contact.isRoomContact() ? '群组' : letterOf(plainName(contact));
    groups.set(group, [...(groups.get(group) ?? []), contact]);
  }
  const sorted = [...groups].sort(([a], [b]) => rank(a) - rank(b));
  return sorted.flatMap(([text, members]): (Contact | Header)[] => [{ type: 'header', text }, ...members.sort(byName)]);
}

function rank(group: string): number {
  return group === '群组' ? -1 : group === '#' ? 99 : group.charCodeAt(0);
}

const collator = new Intl.Collator('zh-CN-u-co-pinyin');
/** The first character of each letter in pinyin order. */
const FIRST = [...'A阿B八C嚓D哒E妸F发G旮H哈J讥K咔L垃M痳N拏O噢P妑Q七R呥S扨T它W穵X夕Y丫Z帀'];

function letterOf(name: string): string {
  const first = name.charAt(0).toUpperCase();
  if (/[A-Z]/.test(first)) return first;
  if (!/\p{Script=Han}/u.test(first)) return '#';
  const places = FIRST.keys().filter((index) => index % 2 === 1);
  const place = places.toArray().findLast((index) => collator.compare(FIRST[index]!, first) <= 0);
  return place === undefined ? '#' : FIRST[place - 1]!;
}

function byName(a: Contact, b: Contact): number {
  return collator.compare(plainName(a), plainName(b));
}
