import type { ChipsView, ChipTag } from '../../lib/model/view';
import { tagColor } from './tag-color';

/** The words of the chips in one language. */
export interface ChipsTexts {
  lookingUp: string;
  notInCrm: string;
  add: string;
  several(count: number): string;
  likely: string;
  problem: string;
  locked: string;
  panel: string;
}

/** Tags that are shown by name; the others are counted. */
const MOST = 3;

/** Draws what is to be said of a contact. Everything that comes from people is set as text. */
export type Draw = (view: ChipsView, texts: ChipsTexts) => void;

/** The row and its button stay; what is said is drawn anew each time. */
export function createDraw(box: Element, opened: () => void): Draw {
  const row = element('div', 'row');
  const line = element('div', 'line');
  const open = button(opened);
  row.append(line, open);
  box.append(row);
  return (view, texts) => {
    const drawn = parts(view, texts);
    line.replaceChildren(...drawn);
    line.hidden = drawn.length === 0;
    label(open, view.kind === 'none' && view.canAdd ? texts.add : texts.panel, texts.panel);
  };
}

function label(button: HTMLElement, text: string, name: string): void {
  if (button.textContent === text) return;
  button.textContent = text;
  button.setAttribute('aria-label', text === name ? name : `${text} · ${name}`);
}

function parts(view: ChipsView, texts: ChipsTexts): Element[] {
  switch (view.kind) {
    case 'hidden':
      return [];
    case 'looking-up':
      return [element('span', 'quiet wait', texts.lookingUp)];
    case 'none':
      return [element('span', 'quiet', texts.notInCrm)];
    case 'several':
      return [element('span', 'chip warn', texts.several(view.count))];
    case 'problem':
      return [element('span', 'chip warn', texts.problem)];
    case 'locked':
      return [element('span', 'chip warn', texts.locked)];
    case 'found':
      return found(view, texts);
  }
}

function found(view: Extract<ChipsView, { kind: 'found' }>, texts: ChipsTexts): Element[] {
  const rest = view.tags.length - MOST;
  return [
    ...(view.sure ? [] : [element('span', 'chip warn', texts.likely)]),
    ...(view.problem ? [mark('⚠', texts.problem)] : []),
    ...(view.stage ? [element('span', 'chip stage', view.stage)] : []),
    ...view.tags.slice(0, MOST).map(tagChip),
    ...(rest > 0 ? [element('span', 'quiet', `+${rest}`)] : []),
    ...(view.remark ? [element('span', 'remark', view.remark)] : []),
  ];
}

function tagChip(tag: ChipTag): Element {
  return element('span', `chip tag-${tagColor(tag.name)}`, tag.name);
}

function mark(sign: string, title: string): Element {
  const made = element('span', 'chip warn', sign);
  made.title = title;
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', title);
  return made;
}

/** The click must not take the focus from what is being typed in the chat. */
function button(pressed: () => void): HTMLElement {
  const made = element('button', 'open');
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', (event) => {
    event.stopPropagation();
    if (event.isTrusted) pressed();
  });
  return made;
}

function element(name: 'div' | 'span' | 'button', className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.dir = 'auto';
  made.textContent = text;
  return made;
}
