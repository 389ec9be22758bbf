import type angular from 'angular';
import { chats } from './chats.ts';
import type { Contact } from './contact.ts';
import { contacts } from './contacts.ts';
import { fitRun } from './fit-run.ts';
import type { StateService } from './state.ts';
import { view } from './view.ts';

interface NavChatScope extends angular.IScope {
  chatList: Contact[];
  /** Who is marked in the list; the chat follows, for the keyboard a moment later. */
  currentUserName: string;
  choose(id: string): void;
  mark(id: string): void;
  unread(contact: Contact): string;
}

/** Height of a row in the chat list, in pixels; the template says the same. */
export const ROW_HEIGHT = 64;

/** The chat list on the left, its clicks and its arrow keys. */
export function registerNavChat(module: angular.IModule) {
  module.directive('navChatDirective', ['$rootScope', '$state', navChat]);
}

function navChat($rootScope: angular.IRootScopeService, $state: StateService): angular.IDirective<NavChatScope> {
  return {
    restrict: 'A',
    scope: true,
    template: () => view('navChat.html'),
    link(scope, element) {
      const body = element[0]!.querySelector('#J_NavChatScrollBody')!;
      scope.currentUserName = '';
      scope.choose = (id) => {
        chats.setCurrentUserName(id);
        scope.mark(id);
      };
      scope.mark = (id) => {
        scope.currentUserName = id;
        chats.getChatList();
      };
      scope.unread = ({ NoticeCount }) => (NoticeCount > 99 ? '...' : String(NoticeCount));
      scope.$watch(
        () => contacts.contactChangeFlag,
        () => (scope.chatList = chats.getChatList()),
      );
      // A deleted contact leaves nothing open, yet the list keeps the old mark: nothing is no reason to move it.
      scope.$watch(
        () => chats.getCurrentUserName(),
        (id) => id && scope.mark(id),
      );
      scope.$on('login', () => {
        scope.currentUserName = '';
        body.scrollTop = 0;
      });
      scope.$on('$stateChangeSuccess', () => setTimeout(() => (body.scrollTop = 0)));
      document.addEventListener('keydown', (event) => onKey(event, scope, body, { $rootScope, $state }));
    },
  };
}

interface Services {
  $rootScope: angular.IRootScopeService;
  $state: StateService;
}

/** The mark moves with the key; the chat itself follows when the keys rest (`fitRun`). */
function onKey(event: KeyboardEvent, scope: NavChatScope, body: Element, { $rootScope, $state }: Services) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !$state.includes('chat') || isTyping(event.target) || !scope.chatList.length) return;
  event.preventDefault();
  if (!scope.currentUserName) {
    scope.choose(scope.chatList[0]!.UserName);
    $rootScope.$digest();
    return;
  }
  const next = neighbour(scope, step);
  fitRun('navKeydown', follow, 200, 800);
  scope.mark(next.UserName);
  $rootScope.$digest();
  reveal(body, scope.chatList.indexOf(next));

  function follow() {
    chats.setCurrentUserName(next.UserName);
    $rootScope.$digest();
  }
}

function neighbour(scope: NavChatScope, step: number): Contact {
  const { chatList } = scope;
  const index = chatList.findIndex((contact) => contact.UserName === scope.currentUserName) + step;
  return chatList[Math.min(Math.max(index, 0), chatList.length - 1)]!;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.tagName === 'INPUT' || (target.isContentEditable && target.textContent !== '');
}

/** Scrolls just as far as it takes to show the whole row. */
function reveal(body: Element, place: number) {
  const top = place * ROW_HEIGHT;
  const end = top + ROW_HEIGHT - body.clientHeight;
  if (body.scrollTop > top) body.scrollTop = top;
  else if (body.scrollTop < end) body.scrollTop = end;
}
