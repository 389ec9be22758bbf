import { contactKey, type ChatState } from '../../lib/model/contact';
import type { SpokenLanguage } from '../../lib/model/language';
import type { ChipsView } from '../../lib/model/view';
import { createLight } from '../light';
import { createDraw, type ChipsPresses, type ChipsTexts } from './draw';
import { fit } from './fit';
import { STYLE } from './style';

/** What the chips show: the key of the contact they are for, null for any, and the language of their texts. */
export interface ChipsInput {
  contact: string | null;
  chips: ChipsView;
  language: SpokenLanguage;
}

/** Where the chips go: right behind `title`, inside the box of `bar`. */
export interface ChipsPlace {
  title: Element | null;
  bar: Element | null;
}

export interface Chips {
  /** To be called when the page shows this state. Chips of another contact are removed when this returns. */
  follow(state: ChatState): void;
  /** Shows what is known of a contact; no effect if another contact is open by now. */
  show(input: ChipsInput): void;
  /** Puts the chips back where the page has thrown them away. Cheap, so that it can be called after every change of the page. */
  keep(): void;
  /** Whether the chips show one certain customer, who can be edited. */
  hasCustomer(): boolean;
  /** Shows the count of phone numbers in the messages on screen. */
  numbers(count: number): void;
  /** Shows one quiet sentence in place of everything else: for `ms`, or until the page removes it. */
  say(what: (texts: ChipsTexts, language: SpokenLanguage) => string, ms?: number): void;
  /** Removes everything of the chips from the page. */
  remove(): void;
}

/** Delay before “looking up” is shown, in ms. A timer, because a delayed style keeps the browser drawing. */
const SEEN_AFTER = 240;

/**
 * The chips beside the chat title: plain DOM in a closed shadow root, so that neither page nor chips can touch each other's looks.
 * The host is absolutely positioned: nothing of the page moves for it. It is placed when the browser has done its layout, right before
 * it paints, so that no layout is ever forced.
 */
export function createChips(
  page: Document,
  place: () => ChipsPlace,
  texts: Record<SpokenLanguage, ChipsTexts>,
  presses: ChipsPresses,
): Chips {
  const host = page.createElement('kebian-chips');
  const root = host.attachShadow({ mode: 'closed' });
  const style = page.createElement('style');
  const box = page.createElement('div');
  style.textContent = STYLE;
  root.append(style, box);
  for (const name of ['click', 'dblclick', 'auxclick']) host.addEventListener(name, besideTitle);
  const isDark = createLight(2_000);
  const sizes = new ResizeObserver(() => fit(host, box, place(), isDark));
  const draw = createDraw(box, presses);
  let open: string | null = null;
  let shown: ChipsInput | null = null;
  let drawn = '';
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let saying: ReturnType<typeof setTimeout> | undefined;

  const paint = (input: ChipsInput) => {
    shown = input;
    // A CRM's answer that arrives during `ms` does not replace the sentence.
    if (saying) return;
    const wanted = JSON.stringify([input.chips, input.language]);
    if (wanted === drawn) return;
    drawn = wanted;
    draw(input.chips, texts[input.language]);
    fitLater();
  };
  // If chips are cut and replaced within one frame their size equals the last observed one: only a new `observe` calls back then.
  const fitLater = () => {
    sizes.unobserve(box);
    if (host.isConnected) sizes.observe(box);
  };
  const keep = () => {
    if (open === null || host.isConnected) return;
    mount(host, box, place(), sizes);
    if (shown) paint(shown);
  };
  return {
    keep,
    follow(state) {
      const key = state.kind === 'chat' ? contactKey(state.contact) : null;
      if (key === open && key !== null) return;
      open = key;
      clearTimeout(waiting);
      clearTimeout(saying);
      saying = undefined;
      if (state.kind !== 'chat') return unmount(host, sizes);
      keep();
      paint({ contact: key, chips: { kind: 'hidden' }, language: shown?.language ?? 'zh_CN' });
      const wait = () => shown?.chips.kind === 'hidden' && paint({ ...shown, chips: { kind: 'looking-up' } });
      if (state.contact.kind === 'person') waiting = setTimeout(wait, SEEN_AFTER);
    },
    hasCustomer: () => shown?.chips.kind === 'found' && shown.chips.sure,
    numbers(count) {
      draw.numbers(count, texts[shown?.language ?? 'zh_CN']);
      fitLater();
    },
    say(what, ms) {
      drawn = '';
      const language = shown?.language ?? 'zh_CN';
      draw.say(what(texts[language], language));
      if (!host.isConnected) mount(host, box, place(), sizes);
      if (!ms) return;
      clearTimeout(saying);
      saying = setTimeout(() => {
        saying = undefined;
        if (shown) paint(shown);
      }, ms);
    },
    show(input) {
      if (input.contact !== open && input.contact !== null) return;
      if (input.chips.kind === 'looking-up' && shown?.chips.kind === 'hidden') shown.language = input.language;
      else {
        clearTimeout(waiting);
        paint(input);
      }
    },
    remove() {
      clearTimeout(waiting);
      unmount(host, sizes);
    },
  };
}

/**
 * Keeps a click between the chips from the page's handlers on its title, and repeats it on the body, whose handler closes the page's open
 * menus.
 */
function besideTitle(event: Event): void {
  event.stopPropagation();
  if (event.type !== 'click' || !(event.currentTarget instanceof Element)) return;
  const { clientX, clientY, screenX, screenY, detail } = event as MouseEvent;
  const anywhere = { bubbles: true, cancelable: true, view: window, clientX, clientY, screenX, screenY, detail };
  event.currentTarget.ownerDocument.body.dispatchEvent(new MouseEvent('click', anywhere));
}

function mount(host: HTMLElement, box: Element, { title, bar }: ChipsPlace, sizes: ResizeObserver): void {
  title?.parentElement?.append(host);
  for (const element of [title, bar, box, host.ownerDocument.documentElement]) if (element) sizes.observe(element);
}

function unmount(host: HTMLElement, sizes: ResizeObserver): void {
  sizes.disconnect();
  host.remove();
}
