import type angular from 'angular';
import type { StateService } from './state.ts';
import { view } from './view.ts';

interface Article {
  id: number;
  account: string;
  title: string;
  address: string;
}

interface NavReadScope extends angular.IScope {
  articles: Article[];
  chosen: Article | undefined;
  heightOf(): number;
  choose(article: Article): void;
}

interface ReadScope extends angular.IScope {
  article: Article | undefined;
}

const ARTICLES: Article[] = [
  ['行业早餐', '今年展会季的五个变化'],
  ['行业早餐', '报价单怎么写，客户才愿意看完'],
  ['物流周刊', '节后运力紧张，交期怎么谈'],
  ['物流周刊', '包装破损率降到千分之二的办法'],
].map(([account, title], id) => ({ id, account: account!, title: title!, address: `/reader/${id}` }));

/** The read tab: articles on the left, the chosen one in the page's only frame. */
export function registerReader(module: angular.IModule) {
  module.directive('navReadDirective', ['$state', navRead]);
  module.controller('contentReadController', ['$scope', '$state', contentRead]);
}

function navRead($state: StateService): angular.IDirective<NavReadScope> {
  return {
    restrict: 'A',
    scope: true,
    template: () => view('navRead.html'),
    link(scope) {
      scope.articles = ARTICLES;
      scope.chosen = ARTICLES[0];
      scope.heightOf = () => 60;
      scope.choose = (article) => {
        scope.chosen = article;
        void $state.go('read', { article: article.id });
      };
    },
  };
}

function contentRead($scope: ReadScope, $state: StateService) {
  $scope.article = ARTICLES[$state.params.article ?? 0];
}
