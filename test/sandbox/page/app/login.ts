import type angular from 'angular';
import { chats } from './chats.ts';
import { contacts } from './contacts.ts';
import { randomSeed } from './ids.ts';
import type { Popups } from './popups.ts';
import type { StateName, StateService } from './state.ts';

export interface AppScope extends angular.IScope {
  isLoaded: boolean;
  isUnLogin: boolean;
  /** The phone has read the QR code and has not confirmed yet. */
  isScan: boolean;
  account: typeof contacts.account;
  $state: StateService;
  /** The phone has read the QR code. */
  scan(): void;
  /** The phone has confirmed: the server is asked for a login, and answers with one unless told otherwise. */
  confirm(answer?: LoginAnswer): Promise<void>;
  /** The code is too old: the page loads itself again. */
  expire(): void;
  signIn(seed?: string): void;
  /** Leaves for the server, which leads back to the QR code, in another document. */
  signOut(): void;
  /** Any click: popups that are open close. */
  appClick(event: MouseEvent): void;
  openMenu(event: MouseEvent): void;
  /** Of the three lists only the one of the current state is seen; the others stay in the document. */
  navStyle(state: StateName): Record<string, string>;
}

export interface Options {
  signedIn: boolean;
  seed: string | null;
  chats: number;
  unload: boolean;
  /** What each message that is laid out costs, in ms of script. */
  slow: number;
}

/** What the server says to a login: `ret` other than 0 refuses it, `redirect` sends the page to another address. */
export interface LoginAnswer {
  ret?: number;
  redirect?: string;
}

const LOGIN = '/cgi-bin/mmwebwx-bin/webwxnewloginpage';
const LOGOUT = '/cgi-bin/mmwebwx-bin/webwxlogout?redirect=1&type=0';

const SEEN = { visibility: 'visible', width: 'auto' };
const UNSEEN = { visibility: 'hidden', width: '0' };

/** Signing in happens in the one document; every login has ids of its own. */
export function registerLogin(module: angular.IModule, options: Options) {
  module.controller('appController', [
    '$scope',
    '$rootScope',
    '$state',
    'mmpop',
    ($scope: AppScope, $rootScope: angular.IRootScopeService, $state: StateService, mmpop: Popups) =>
      appController($scope, { $rootScope, $state, mmpop }, options),
  ]);
}

interface Services {
  $rootScope: angular.IRootScopeService;
  $state: StateService;
  mmpop: Popups;
}

function appController($scope: AppScope, { $rootScope, $state, mmpop }: Services, options: Options) {
  $scope.$state = $state;
  $scope.navStyle = (state) => ($state.includes(state) ? SEEN : UNSEEN);
  $scope.scan = () => ($scope.isScan = true);
  $scope.confirm = async (answer = {}) => {
    const { ret, message, redirect } = await askForLogin(answer);
    if (redirect) location.href = redirect;
    else if (ret === 0) $scope.$apply(() => $scope.signIn());
    else {
      alert(message);
      location.reload();
    }
  };
  $scope.expire = () => location.reload();
  $scope.signIn = (seed = options.seed ?? randomSeed()) => {
    chats.fill(contacts.meet(seed, options.chats));
    enter();
  };
  $scope.signOut = () => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'POST', action: LOGOUT });
    document.body.append(form);
    form.submit();
  };
  $scope.appClick = (event) => $rootScope.$broadcast('app:click', event);
  $scope.openMenu = (event) => mmpop.openMenu(event, () => $scope.signOut());
  $scope.$watch(chats.unread.bind(chats), (unread: number) => (document.title = unread ? `微信(${unread})` : '微信网页版'));
  $scope.isScan = false;
  $scope.isLoaded = false;
  $scope.isUnLogin = !options.signedIn;
  publish();
  if (options.signedIn) $scope.signIn();

  function enter() {
    publish();
    Object.assign($scope, { isLoaded: true, isUnLogin: false, isScan: false });
    $scope.account = contacts.account;
    $rootScope.$broadcast('login');
    if (!$state.includes('chat')) void $state.go('chat');
  }
}

/** The answer comes as XML, as the server's does. */
async function askForLogin({ ret = 0, redirect = '' }: LoginAnswer): Promise<{ ret: number; message: string; redirect: string }> {
  const query = new URLSearchParams({ ticket: 'sandbox', ret: String(ret), redirect });
  const answer = new DOMParser().parseFromString(await (await fetch(`${LOGIN}?${query}`)).text(), 'text/xml');
  const part = (name: string) => answer.querySelector(name)?.textContent ?? '';
  return { ret: Number(part('ret')), message: part('message'), redirect: part('redirecturl') };
}

/** The plain globals that scripts in the page have always been able to read. */
function publish() {
  Object.assign(window, {
    _contacts: contacts.friends,
    _strangerContacts: contacts.strangers,
    _chatContent: chats.content,
    _chatRoomMemberDisplayNames: Object.fromEntries(
      Object.values(contacts.friends)
        .filter((contact) => contact.isRoomContact())
        .map((room) => [room.UserName, Object.fromEntries(room.MemberList.map((member) => [member.UserName, member.DisplayName]))]),
    ),
  });
}
