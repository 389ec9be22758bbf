import type angular from 'angular';
import type { Contact } from './contact.ts';
import { contacts } from './contacts.ts';
import type { Header } from './directory.ts';
import { plainName } from './plain.ts';
import type { StateService } from './state.ts';
import { view } from './view.ts';

interface SearchScope extends angular.IScope {
  keyword: string;
  results: (Contact | Header)[];
  chosen: number;
  isOpen: boolean;
  search(): void;
  onKey(event: KeyboardEvent): void;
  heightOf(item: Contact | Header): number;
  choose(contact: Contact): void;
}

/** The search box: results in a popup under it; choosing one goes to the chat state, which makes the chat area anew. */
export function registerSearch(module: angular.IModule) {
  module.directive('searchBarDirective', ['$state', searchBar]);
}

function searchBar($state: StateService): angular.IDirective<SearchScope> {
  return {
    restrict: 'A',
    scope: true,
    template: () => view('searchBar.html'),
    link(scope) {
      Object.assign(scope, { keyword: '', results: [], chosen: 1, isOpen: false });
      scope.heightOf = (item) => ('type' in item ? 28 : 60);
      scope.search = () => {
        scope.results = found(scope.keyword);
        scope.chosen = 1;
        scope.isOpen = scope.keyword !== '';
      };
      scope.choose = (contact) => {
        Object.assign(scope, { keyword: '', isOpen: false });
        void $state.go('chat', { userName: contact.UserName });
      };
      scope.onKey = (event) => onKey(event, scope);
      scope.$on('app:click', (_, { target }: MouseEvent) => {
        if (!(target as Element).closest('#search_bar, #mmpop_search')) scope.isOpen = false;
      });
    },
  };
}

function onKey(event: KeyboardEvent, scope: SearchScope) {
  const chosen = scope.results[scope.chosen];
  if (event.key === 'Enter' && scope.isOpen && chosen && !('type' in chosen)) scope.choose(chosen);
  else if (event.key === 'Escape') scope.isOpen = false;
  else if (event.key === 'ArrowDown') scope.chosen = next(scope, 1);
  else if (event.key === 'ArrowUp') scope.chosen = next(scope, -1);
}

function next({ results, chosen }: SearchScope, step: number): number {
  const rows = [...results.keys()].filter((index) => !('type' in results[index]!));
  return rows[rows.indexOf(chosen) + step] ?? chosen;
}

/** Friends, then rooms, whose shown name or own name holds the words; brands are never found. */
function found(keyword: string): (Contact | Header)[] {
  const word = keyword.trim().toLowerCase();
  if (!word) return [];
  const hits = Object.values(contacts.friends).filter((contact) =>
    `${plainName(contact)}\n${contact.NickName}`.toLowerCase().includes(word),
  );
  return [...section('好友', hits.filter(isPerson)), ...section('群组', hits.filter(isRoom))];
}

function section(text: string, members: Contact[]): (Contact | Header)[] {
  return members.length ? [{ type: 'header', text }, ...members] : [];
}

function isRoom(contact: Contact): boolean {
  return contact.isRoomContact();
}

function isPerson(contact: Contact): boolean {
  return !contact.isRoomContact() && !contact.isBrandContact();
}
