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
  /** Runs once the digest that is under way is over; AngularJS's own, and in no type. */
  $$postDigest(work: () => void): void;
}

/** What the attribute says, and the row's markup. */
interface Repeated {
  item: string;
  list: string;
  row: string;
}

/**
 * `mm-repeat="one in list track by one.id"`: a list that keeps only the rows near the visible part. Rows farther away
 * than `data-buffer-height` pixels are taken out of the document and made anew when they come near; a row never
 * becomes somebody else's. Heights come from `data-height` (px), from `data-height-of` (a function of the scope), or with
 * `data-pre-calc` from laying each row out unseen in `#prerender` first; without any of them, every row stays.
 */
export function registerRepeat(module: angular.IModule) {
  module.directive('mmRepeat', ['$compile', mmRepeat]);
}

function mmRepeat($compile: angular.ICompileService): angular.IDirective<RepeatScope> {
  return {
    restrict: 'A',
    scope: true,
    compile(element, attributes) {
      const [, item, list, rest] = /^\s*(\w+)\s+in\s+(\S+)(.*)$/.exec(String(attributes['mmRepeat']))!;
      const row = element.html();
      element.html(
        `<div style="height: {{topPlaceHoldHeight}}px" class="top-placeholder"></div>` +
          `<div ng-repeat="${item} in mmVisible${rest}">${row}</div>` +
          `<div style="height: {{bottomPlaceHoldHeight}}px" class="bottom-placeholder"></div>`,
      );
      return (scope, node, linked) => link(scope, node[0]!, linked, { item: item!, list: list!, row }, $compile);
    },
  };
}

function link(
  scope: RepeatScope,
  node: HTMLElement,
  attributes: angular.IAttributes,
  repeated: Repeated,
  $compile: angular.ICompileService,
) {
  const body = node.closest('.scroll-content')!;
  const buffer = Number(attributes['bufferHeight'] ?? 0);
  const measured = attributes['preCalc'] ? new WeakMap<object, number>() : null;
  const controller = new AbortController();
  const { signal } = controller;
  scope.$watchCollection(repeated.list, update);
  scope.$on('$destroy', () => controller.abort());
  body.addEventListener('scroll', updateAndDigest, { signal });
  window.addEventListener('resize', () => measureAnew(), { signal });

  function measureAnew() {
    for (const item of items()) measured?.delete(item as object);
    updateAndDigest();
  }

  function updateAndDigest() {
    const before = scope.mmVisible;
    update();
    if (before.length !== scope.mmVisible.length || before.some((item, index) => item !== scope.mmVisible[index])) scope.$digest();
  }

  function update() {
    const known = measured ? items().filter((item) => measured.has(item as object)) : items();
    if (known.length < items().length) scope.$$postDigest(measure);
    const { rows, height } = place(known, heightOf);
    const from = body.scrollTop - buffer;
    const to = body.scrollTop + body.clientHeight + buffer;
    const near = rows.filter((row) => row.height === 0 || (row.top + row.height > from && row.top < to));
    const last = near.at(-1);
    scope.mmVisible = near.map((row) => row.item);
    scope.topPlaceHoldHeight = near[0]?.top ?? 0;
    scope.bottomPlaceHoldHeight = last ? height - last.top - last.height : height;
  }

  function measure() {
    const unknown = items().filter((item) => !measured!.has(item as object));
    if (signal.aborted || unknown.length === 0) return;
    for (const [item, height] of heightsOf(unknown, scope, repeated, $compile)) measured!.set(item as object, height);
    update();
    scope.$digest();
  }

  function items(): unknown[] {
    return (scope.$eval(repeated.list) as unknown[] | undefined) ?? [];
  }

  function heightOf(item: unknown): number {
    if (measured) return measured.get(item as object) ?? 0;
    const calculate = attributes['heightOf'] && scope.$eval(String(attributes['heightOf']));
    return calculate ? Number(calculate(item)) : Number(attributes['height'] ?? 0);
  }
}

/** Lays rows out where nobody sees them, and takes them away again. */
function heightsOf(items: unknown[], scope: angular.IScope, { item: name, row }: Repeated, $compile: angular.ICompileService) {
  const unseen = document.getElementById('prerender')!;
  const inner = scope.$new();
  const nodes = items.map((item) => {
    const one = Object.assign(inner.$new(), { [name]: item });
    return $compile(`<div>${row}</div>`)(one)[0]!;
  });
  unseen.append(...nodes);
  inner.$digest();
  const heights = nodes.map((node, index) => [items[index], node.offsetHeight] as const);
  unseen.replaceChildren();
  inner.$destroy();
  return heights;
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
