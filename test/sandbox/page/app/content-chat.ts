import type angular from 'angular';
import { chats } from './chats.ts';
import type { Contact } from './contact.ts';
import { contacts } from './contacts.ts';
import { KINDS, type Message, type MessageKind } from './message.ts';
import type { Popups } from './popups.ts';
import type { StateService } from './state.ts';
import { view } from './view.ts';

interface ChatScope extends angular.IScope {
  currentContact: Contact | undefined;
  /** Id of whoever gets what is typed. */
  currentUser: string;
  chatContent: Message[];
  KINDS: typeof KINDS;
  is(message: Message, kind: MessageKind): boolean;
  contactOf(id: string): Contact | undefined;
  openProfile(event: MouseEvent, id: string): void;
  openMembers(event: MouseEvent): void;
}

interface SenderScope extends ChatScope {
  send(): void;
  onEditorKey(event: KeyboardEvent): void;
  openFaces(event: MouseEvent): void;
}

/** The chat area: title, messages and composer. */
export function registerContentChat(module: angular.IModule, slow: number) {
  module.controller('contentChatController', ['$scope', '$state', 'mmpop', contentChat]);
  module.controller('chatSenderController', ['$scope', 'mmpop', chatSender]);
  module.directive('messageDirective', () => ({ restrict: 'A', template: () => view('message.html'), link: () => work(slow) }));
  // Once the list has measured its rows anew: before that it has another height.
  window.addEventListener('resize', () => setTimeout(scrollToEnd));
}

function contentChat($scope: ChatScope, $state: StateService, mmpop: Popups) {
  if ($state.params.userName) chats.setCurrentUserName($state.params.userName);
  $scope.KINDS = KINDS;
  $scope.is = isOfKind;
  $scope.contactOf = (id) => contacts.getContact(id);
  $scope.$watch(() => chats.getCurrentUserName(), show);
  $scope.$watchGroup(['currentUser', 'chatContent.length'], () => setTimeout(scrollToEnd));
  $scope.$watch(
    () => contacts.contactChangeFlag,
    () => show(chats.getCurrentUserName()),
  );
  $scope.openProfile = (event, id) => mmpop.openProfile(event, contacts.getContact(id));
  $scope.openMembers = (event) => mmpop.openMembers(event, $scope.currentContact);

  function show(id: string) {
    $scope.currentUser = id;
    $scope.currentContact = contacts.getContact(id);
    $scope.chatContent = id ? chats.messagesOf(id) : [];
  }
}

function chatSender($scope: SenderScope, mmpop: Popups) {
  $scope.send = () => {
    const area = document.getElementById('editArea')!;
    const text = area.innerText.trim();
    if (!text || !$scope.currentContact) return;
    area.textContent = '';
    chats.say($scope.currentContact, text, contacts.account.UserName);
  };
  $scope.onEditorKey = (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) document.execCommand('insertText', false, '\n');
    else $scope.send();
  };
  $scope.openFaces = (event) => mmpop.openFaces(event);
}

function isOfKind(message: Message, kind: MessageKind): boolean {
  const { MsgType, SubMsgType = 0, AppMsgType = 0 }: { MsgType: number; SubMsgType?: number; AppMsgType?: number } = KINDS[kind];
  return message.MsgType === MsgType && message.SubMsgType === SubMsgType && message.AppMsgType === AppMsgType;
}

/** Keeps the page from everything else for so many ms. */
function work(ms: number) {
  for (const end = performance.now() + ms; ms > 0 && performance.now() < end;);
}

function scrollToEnd() {
  const body = document.querySelector('#chatArea .chat_bd.scroll-content');
  if (!body) return;
  body.scrollTop = body.scrollHeight;
  // The browser's own event waits for the next frame, and never comes in a hidden tab.
  body.dispatchEvent(new Event('scroll'));
}
