import type { ChipsView, ChipTag } from '../../lib/model/view';
import { countRest } from './rest';
import { reinsert } from './reinsert';
import { tagColor } from './tag-color';

/** The words of the chips in one language. */
export interface ChipsTexts {
  lookingUp: string;
  notInCrm: string;
  add: string;
  several(count: number): string;
  likely: string;
  problem: string;
  storage: string;
  locked: string;
  panel: string;
  /** What pressing the chips does. */
  edit: string;
  /** How many phone numbers the messages hold. */
  numbers(count: number): string;
  /** Shown if the browser lets no page open the panel: how the person opens it, by these keys if there are any. */
  openByHand(keys: string): string;
}

/** What is pressed; `keys` when it was done without the mouse. */
export interface ChipsPresses {
  panel(): void;
  /** The chips themselves: the customer. */
  customer(chips: HTMLElement, keys: boolean): void;
  numbers(button: HTMLElement, keys: boolean): void;
}

/** Tags that are shown by name; the others are counted. */
const MOST = 3;

/** Renders the chips of a contact, and how many numbers there are. Everything that comes from people is set as text. */
export interface Draw {
  (view: ChipsView, texts: ChipsTexts): void;
  numbers(count: number, texts: ChipsTexts): void;
  /** One quiet sentence in place of everything, until the next drawing. */
  say(text: string): void;
}

/** Keeps the row and its buttons, and replaces what is in the line at each call. */
export function createDraw(box: Element, presses: ChipsPresses): Draw {
  const row = element('div', 'row');
  const line = button('line', presses.customer);
  const numbers = button('open numbers', presses.numbers);
  const open = button('open', presses.panel);
  line.setAttribute('aria-haspopup', 'dialog');
  numbers.setAttribute('aria-haspopup', 'dialog');
  row.append(line, open);
  box.append(row);
  const draw = (view: ChipsView, texts: ChipsTexts) => {
    if (!line.parentNode) row.replaceChildren(line, ...(numbers.textContent ? [numbers] : []), open);
    const drawn = parts(view, texts);
    line.replaceChildren(...drawn);
    line.hidden = drawn.length === 0;
    // The chip shows its name, which may be cut for lack of space; the description has the whole name and says what a click does.
    const said = drawn.map(({ textContent, title, hidden }) => (hidden ? '' : title || textContent)).filter(Boolean);
    line.ariaDescription = view.kind === 'found' ? `${texts.edit}: ${said.join(', ')}` : null;
    label(open, view.kind === 'none' && view.canAdd ? texts.add : texts.panel, texts.panel);
    reinsert(row);
  };
  return Object.assign(draw, {
    numbers(count: number, texts: ChipsTexts) {
      numbers.textContent = count > 0 ? `☎ ${count < 100 ? count : '99+'}` : '';
      numbers.title = texts.numbers(count);
      numbers.setAttribute('aria-label', texts.numbers(count));
      if (count === 0) numbers.remove();
      else if (!numbers.parentNode) open.before(numbers);
      reinsert(row);
    },
    say(text: string) {
      const said = element('span', 'quiet said', text);
      said.setAttribute('role', 'status');
      row.replaceChildren(said);
    },
  });
}

function label(button: HTMLElement, text: string, name: string): void {
  if (button.textContent === text) return;
  button.textContent = text;
  button.setAttribute('aria-label', text === name ? name : `${text} · ${name}`);
}

function parts(view: ChipsView, texts: ChipsTexts): HTMLElement[] {
  switch (view.kind) {
    case 'hidden':
      return [];
    case 'looking-up':
      return [element('span', 'quiet', texts.lookingUp)];
    case 'none':
      return [element('span', 'quiet', texts.notInCrm)];
    case 'several':
      return [element('span', 'chip warn', texts.several(view.count))];
    case 'problem':
      return [element('span', 'chip warn', view.storage ? texts.storage : texts.problem)];
    case 'locked':
      return [element('span', 'chip warn', texts.locked)];
    case 'found':
      return found(view, texts);
  }
}

function found(view: Extract<ChipsView, { kind: 'found' }>, texts: ChipsTexts): HTMLElement[] {
  return [
    ...(view.sure ? [] : [element('span', 'chip warn', texts.likely)]),
    ...(view.problem || view.storage ? [mark('⚠', view.storage ? texts.storage : texts.problem)] : []),
    ...(view.stage ? [whole('chip stage', view.stage)] : []),
    ...view.tags.slice(0, MOST).map(tagChip),
    ...(view.tags.length > 0 ? [restChip(view.tags.slice(MOST))] : []),
    ...(view.remark ? [whole('remark', view.remark)] : []),
  ];
}

function tagChip(tag: ChipTag): HTMLElement {
  return whole(`chip tag-${tagColor(tag.name)}`, tag.name);
}

/** Counts the tags that are not shown by name, including those that do not fit. */
function restChip(tags: ChipTag[]): HTMLElement {
  const made = element('span', 'quiet rest');
  made.dataset['count'] = `${tags.length}`;
  made.dataset['names'] = tags.map(({ name }) => name).join(', ');
  countRest(made, []);
  return made;
}

/** A text that may be cut on screen; its title has all of it. */
function whole(className: string, text: string): HTMLElement {
  const made = element('span', className, text);
  made.title = text;
  return made;
}

function mark(sign: string, title: string): HTMLElement {
  const made = element('span', 'chip warn', sign);
  made.title = title;
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', title);
  return made;
}

/** The click must not take the focus from what is being typed in the chat. A click that the keys have made counts no presses. */
function button(className: string, pressed: (button: HTMLElement, keys: boolean) => void): HTMLElement {
  const made = element('button', className);
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', (event) => event.isTrusted && pressed(made, event.detail === 0));
  return made;
}

function element(name: 'div' | 'span' | 'button', className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.dir = 'auto';
  made.textContent = text;
  return made;
}
