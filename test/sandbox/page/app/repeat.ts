import type angular from 'angular';

interface Placed {
  item: unknown;
  top: number;
  height: number;
}

interface RepeatScope extends angular.IScope {
  mmVisible: unknown[];
  topPlaceHoldHeight: number;
  bottomPlaceHoldHeight: number;
}

/**
 * `mm-repeat="one in list track by one.id"`: a list that keeps only the rows near the visible part. Rows farther away
 * than `data-buffer-height` pixels are taken out of the document and made anew when they come near; a row never
 * becomes somebody else's. Heights come from `data-height` (px) or `data-height-of` (a function of the scope);
 * without either, every row stays.
 */
export function registerRepeat(module: angular.IModule) {
  module.directive('mmRepeat', mmRepeat);
}

function mmRepeat(): angular.IDirective<RepeatScope> {
  return {
    restrict: 'A',
    scope: true,
    compile(element, attributes) {
      const [, item, list, rest] = /^\s*(\w+)\s+in\s+(\S+)(.*)$/.exec(String(attributes['mmRepeat']))!;
      element.html(
        `<div style="height: {{topPlaceHoldHeight}}px" class="top-placeholder"></div>` +
          `<div ng-repeat="${item} in mmVisible${rest}">${element.html()}</div>` +
          `<div style="height: {{bottomPlaceHoldHeight}}px" class="bottom-placeholder"></div>`,
      );
      return (scope, node, linked) => link(scope, node[0]!, linked, list!);
    },
  };
}

function link(scope: RepeatScope, node: HTMLElement, attributes: angular.IAttributes, list: string) {
  const body = node.closest('.scroll-content')!;
  const buffer = Number(attributes['bufferHeight'] ?? 0);
  const controller = new AbortController();
  const { signal } = controller;
  scope.$watchCollection(list, update);
  scope.$on('$destroy', () => controller.abort());
  body.addEventListener('scroll', updateAndDigest, { signal });
  window.addEventListener('resize', updateAndDigest, { signal });

  function updateAndDigest() {
    const before = scope.mmVisible;
    update();
    if (before.length !== scope.mmVisible.length || before.some((item, index) => item !== scope.mmVisible[index])) scope.$digest();
  }

  function update() {
    const { rows, height } = place(scope.$eval(list) ?? [], heightOf);
    const from = body.scrollTop - buffer;
    const to = body.scrollTop + body.clientHeight + buffer;
    const near = rows.filter((row) => row.height === 0 || (row.top + row.height > from && row.top < to));
    const last = near.at(-1);
    scope.mmVisible = near.map((row) => row.item);
    scope.topPlaceHoldHeight = near[0]?.top ?? 0;
    scope.bottomPlaceHoldHeight = last ? height - last.top - last.height : height;
  }

  function heightOf(item: unknown): number {
    const calculate = attributes['heightOf'] && scope.$eval(String(attributes['heightOf']));
    return calculate ? Number(calculate(item)) : Number(attributes['height'] ?? 0);
  }
}

/** Where each row stands, and the height of all together. */
function place(items: unknown[], heightOf: (item: unknown) => number): { rows: Placed[]; height: number } {
  let top = 0;
  const rows = items.map((item) => {
    const height = heightOf(item);
    const placed = { item, top, height };
    top += height;
    return placed;
  });
  return { rows, height: top };
}
