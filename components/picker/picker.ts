import { element } from './element';
import { createPointing } from './pointing';
import { showReading, type PickerReading } from './reading';
import { PICKER_STYLE } from './style';
import type { PickerTexts } from './texts';

export type PickerStep = keyof PickerTexts['steps'];

/** An attribute that may hold the id, as the person chooses it. */
export interface IdChoice {
  attribute: string;
  value: string;
  /** The attribute's whole value, where `value` is a part of it. */
  whole?: string;
}

/** What the picker teaches. The picker itself does not know how things are found again. */
export interface Pupil {
  /** What is meant by pointing at an element in a step. */
  around(step: PickerStep, element: Element): Element;
  idsAt(element: Element): IdChoice[];
  takeId(element: Element, choice: number): void;
  /** False when nothing lasting can be learned from the element. */
  take(step: Exclude<PickerStep, 'id'>, element: Element): boolean;
  forget(step: PickerStep): void;
  read(): PickerReading;
}

const STEPS: PickerStep[] = ['id', 'name', 'row', 'message'];

/** In ms; the person opens other chats to see whether the reading follows. */
const RENEW = 400;

/**
 * Covers the page and asks for its parts, one after the other. Resolves with true if the person keeps the result, false if they cancel; nothing stays
 * in the page.
 */
export function runPicker(page: Document, texts: PickerTexts, pupil: Pupil): Promise<boolean> {
  const host = page.createElement('kebian-picker');
  const root = host.attachShadow({ mode: 'closed' });
  const style = page.createElement('style');
  const frame = page.createElement('div');
  const card = page.createElement('div');
  style.textContent = PICKER_STYLE;
  frame.className = 'frame';
  card.className = 'card';
  card.tabIndex = -1;
  card.setAttribute('role', 'dialog');
  card.setAttribute('aria-label', texts.title);
  root.append(style, frame, card);
  page.documentElement.append(host);
  const ending = new AbortController();
  const { signal } = ending;
  return new Promise((resolve) => {
    const end = (kept: boolean) => {
      ending.abort();
      host.remove();
      resolve(kept);
    };
    const now = element('p', 'now');
    now.setAttribute('aria-live', 'polite');
    const pointing = createPointing(
      page,
      host,
      () => root.activeElement,
      {
        moved: (at) => {
          place(frame, at);
          now.textContent = at ? wordsOf(at) : '';
          if (at) card.classList.toggle('left', isUnder(card, at) !== card.classList.contains('left'));
        },
        picked: (at) => picked(at),
        ended: () => end(false),
      },
      signal,
    );
    let step = 0;
    let picked: (at: Element) => void = () => undefined;

    /** Redraws the card; the keyboard focus moves to its start. */
    const draw = (...parts: (HTMLElement | null)[]) => {
      card.replaceChildren(...parts.filter((part) => part !== null));
      card.focus({ preventScroll: true });
    };
    const bar = (...buttons: HTMLElement[]) => {
      const made = element('div', 'row');
      made.append(
        ...buttons,
        button(texts.cancel, () => end(false)),
      );
      return made;
    };
    const intro = () => {
      pointing.pause();
      draw(element('h2', '', texts.title), element('p', '', texts.startHelp), bar(button(texts.start, () => ask(0), 'primary')));
    };
    const ask = (at: number, note = '') => {
      step = at;
      const key = STEPS[step];
      if (key === undefined) return preview();
      pupil.forget(key);
      const { ask: question, help } = texts.steps[key];
      draw(
        element('p', 'quiet', texts.step(step + 1, STEPS.length)),
        element('h2', '', question),
        element('p', 'quiet', help),
        note ? element('p', 'warn', note) : null,
        now,
        element('p', 'quiet', texts.keys),
        bar(
          ...(key === 'name' ? [] : [button(texts.skip, () => ask(step + 1))]),
          button(texts.back, () => (step > 0 ? ask(step - 1) : intro())),
        ),
      );
      pointing.begin((one) => pupil.around(key, one));
      picked = (one) => {
        if (key === 'id') return chooseId(one);
        if (pupil.take(key, one)) ask(step + 1);
        else ask(step, texts.notLearned);
      };
    };
    const chooseId = (one: Element) => {
      const choices = pupil.idsAt(one);
      if (choices.length === 0) return ask(step, texts.noIds);
      pointing.pause();
      const list = element('ul', '');
      list.append(
        ...choices.map(({ attribute, value, whole }, place) => {
          const line = element('li', '');
          line.append(
            button(whole === undefined ? `${attribute} = ${value}` : texts.partOf(attribute, value, shortened(whole)), () => {
              pupil.takeId(one, place);
              ask(step + 1);
            }),
          );
          return line;
        }),
      );
      draw(element('h2', '', texts.which), list, bar(button(texts.back, () => ask(step))));
    };
    const preview = () => {
      pointing.pause();
      const read = element('div', '');
      const save = button(texts.save, () => end(true), 'primary');
      draw(
        element('h2', '', texts.preview),
        element('p', 'quiet', texts.previewHelp),
        read,
        bar(
          save,
          button(texts.begin, () => ask(0)),
        ),
      );
      const renew = () => showReading(read, pupil.read(), texts);
      renew();
      const timer = setInterval(() => (read.isConnected ? renew() : clearInterval(timer)), RENEW);
      signal.addEventListener('abort', () => clearInterval(timer));
    };
    intro();
  });
}

function place(frame: HTMLElement, at: Element | null): void {
  frame.hidden = at === null;
  if (!at) return;
  const { left, top, width, height } = at.getBoundingClientRect();
  Object.assign(frame.style, { left: `${left - 2}px`, top: `${top - 2}px`, width: `${width + 4}px`, height: `${height + 4}px` });
}

/** Whether the card covers what is marked: then it goes to the other side. */
function isUnder(card: Element, at: Element): boolean {
  const [a, b] = [card.getBoundingClientRect(), at.getBoundingClientRect()];
  const covers = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return covers && b.width < innerWidth / 2;
}

function shortened(whole: string): string {
  return whole.length > 80 ? `${whole.slice(0, 80)}…` : whole;
}

/** A short description of an element: its text, or its kind. */
function wordsOf(at: Element): string {
  const text = (at instanceof HTMLElement ? at.innerText : at.textContent).trim().replace(/\s+/g, ' ');
  return text ? [...text].slice(0, 60).join('') : `<${at.localName}>`;
}

function button(text: string, pressed: () => void, className = ''): HTMLElement {
  const made = element('button', className, text);
  made.addEventListener('click', (event) => event.isTrusted && pressed());
  return made;
}
