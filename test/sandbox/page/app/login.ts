import type angular from 'angular';
import { chats } from './chats.ts';
import { contacts } from './contacts.ts';
import { randomSeed } from './ids.ts';
import type { Popups } from './popups.ts';
import type { StateName, StateService } from './state.ts';

export interface AppScope extends angular.IScope {
  isLoaded: boolean;
  /** Why the account may not sign in, '' when it may. */
  refusal: string;
  account: typeof contacts.account;
  $state: StateService;
  /** The phone has read the QR code and confirmed. */
  scan(): void;
  signIn(seed?: string): void;
  signOut(): void;
  refuse(): void;
  openMenu(event: MouseEvent): void;
  /** Of the three lists only the one of the current state is seen; the others stay in the document. */
  navStyle(state: StateName): Record<string, string>;
}

export interface Options {
  signedIn: boolean;
  seed: string | null;
  chats: number;
  unload: boolean;
}

const REFUSED = '为了你的帐号安全，此微信号不能登录网页微信。';

const SEEN = { visibility: 'visible', width: 'auto' };
const UNSEEN = { visibility: 'hidden', width: '0' };

/** Signing in and out happens in the one document; every login has ids of its own. */
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
  $scope.scan = () => $scope.signIn();
  $scope.signIn = (seed = options.seed ?? randomSeed()) => {
    chats.fill(contacts.meet(seed, options.chats));
    enter(true);
  };
  $scope.signOut = () => {
    contacts.forget();
    chats.forget();
    mmpop.close();
    enter(false);
  };
  $scope.refuse = () => {
    $scope.signOut();
    $scope.refusal = REFUSED;
  };
  $scope.openMenu = (event) => mmpop.openMenu(event, () => $scope.signOut());
  $scope.$watch(chats.unread.bind(chats), (unread: number) => (document.title = unread ? `微信(${unread})` : '微信网页版'));
  if (options.signedIn) $scope.signIn();
  else $scope.signOut();

  function enter(loaded: boolean) {
    publish();
    $scope.isLoaded = loaded;
    $scope.refusal = '';
    $scope.account = contacts.account;
    $rootScope.$broadcast('login');
    if (!$state.includes('chat')) void $state.go('chat');
  }
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
