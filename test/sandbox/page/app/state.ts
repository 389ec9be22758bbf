import type angular from 'angular';
import { view } from './view.ts';

export type StateName = 'chat' | 'contact' | 'read';

export interface StateParams {
  userName?: string;
  article?: number;
}

export interface StateService {
  current: { name: StateName };
  params: StateParams;
  includes(name: StateName): boolean;
  /** Resolves when the new view is in the document. */
  go(name: StateName, params?: StateParams): angular.IPromise<void>;
}

/** What fills the content area in each state. */
const CONTENT: Record<StateName, { template: string; controller: string }> = {
  chat: { template: 'contentChat.html', controller: 'contentChatController' },
  contact: { template: 'contentContact.html', controller: 'contentContactController' },
  read: { template: 'contentRead.html', controller: 'contentReadController' },
};

/** The three states of the page and the view that changes with them; the address never changes. */
export function registerState(module: angular.IModule) {
  module.factory('$state', ['$rootScope', '$q', createState]);
  module.directive('uiView', ['$compile', '$controller', '$state', uiView]);
  module.directive('uiSref', ['$timeout', '$state', uiSref]);
}

function createState($rootScope: angular.IRootScopeService, $q: angular.IQService): StateService {
  const state: StateService = {
    current: { name: 'chat' },
    params: {},
    includes: (name) => state.current.name === name,
    go: (name, params = {}) =>
      $q.resolve().then(() => {
        state.current = { name };
        state.params = params;
        $rootScope.$broadcast('$stateChangeSuccess');
      }),
  };
  return state;
}

/** The view is made anew at every `go`, also when the state stays the same: old node out, new node in, one digest. */
function uiView($compile: angular.ICompileService, $controller: angular.IControllerService, $state: StateService): angular.IDirective {
  return {
    restrict: 'A',
    transclude: 'element',
    terminal: true,
    priority: 400,
    link(scope, anchor, _attributes, _controllers, transclude) {
      let shown: { scope: angular.IScope; node: JQLite } | undefined;
      scope.$on('$stateChangeSuccess', update);
      update();

      function update() {
        shown?.scope.$destroy();
        shown?.node.remove();
        const inner = scope.$new();
        const content = CONTENT[$state.current.name];
        transclude?.(inner, (clone) => {
          if (!clone) return;
          clone.html(view(content.template));
          $controller(content.controller, { $scope: inner });
          anchor.after(clone);
          $compile(clone.contents())(inner);
          shown = { scope: inner, node: clone };
        });
      }
    },
  };
}

/** `ui-sref="chat({userName: …})"`: goes there when clicked, in a task of its own. */
function uiSref($timeout: angular.ITimeoutService, $state: StateService): angular.IDirective {
  return {
    restrict: 'A',
    link(scope, element, attributes) {
      const [, name, params] = /^(\w+)(?:\((.*)\))?$/.exec(String(attributes['uiSref']))!;
      element.on('click', () => {
        void $timeout(() => $state.go(name as StateName, params ? (scope.$eval(params) as StateParams) : {}));
      });
    },
  };
}
