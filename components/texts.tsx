import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LocalizedText } from '../lib/model/view';
import { ago, dateText, dateTimeText, whenText } from '../locales/times';
import { createTranslate, hasAllTexts, hasTexts, loadFirstTexts, loadTexts, type Spoken, type Translate } from '../locales/translate';
import { whenIdle } from './when-idle';

/** The texts of one language, and how it writes times. Times are epoch ms, dates ISO text. */
export interface Texts {
  language: Spoken;
  t: Translate;
  /** Picks the language's part of a text that a provider brings. */
  pick(text: LocalizedText): string;
  ago(then: number, now: number): string;
  date(iso: string): string;
  dateTime(iso: string): string;
  /** A moment as one says it: today or yesterday with the time, else the day. */
  when(iso: string, now: number): string;
  list(words: string[]): string;
}

/** How long the texts that are not for the first customer may come later, in ms. */
const LATEST = 300;

const TextsContext = createContext<Texts | null>(null);

/**
 * Provides the texts of a language. Until its first texts are loaded the language before is used; at the very start nothing is shown. The other texts
 * are loaded when there is nothing else to do.
 */
export function TextsProvider({ language, children }: { language: Spoken; children: ComponentChildren }) {
  const [, setLoaded] = useState('');
  const ready = hasTexts(language);
  const whole = hasAllTexts(language);
  useEffect(() => {
    const load = (loading: Promise<void>, what: string) =>
      void loading.then(
        () => setLoaded(`${language} ${what}`),
        () => undefined,
      );
    if (!ready) load(loadFirstTexts(language), 'first');
    else if (!whole) whenIdle(() => load(loadTexts(language), 'all'), LATEST);
  }, [language, ready]);
  const now = useMemo(() => (ready ? createTexts(language) : null), [language, ready, whole]);
  const last = useRef(now);
  last.current = now ?? last.current;
  return last.current && <TextsContext.Provider value={last.current}>{children}</TextsContext.Provider>;
}

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('useTexts needs a TextsProvider above it');
  return texts;
}

function createTexts(language: Spoken): Texts {
  const t = createTranslate(language);
  return {
    language,
    t,
    pick: (text) => text[language],
    ago: (then, now) => ago(then, now, language, t),
    date: (iso) => dateText(iso, language),
    dateTime: (iso) => dateTimeText(iso, language),
    when: (iso, now) => whenText(iso, now, language, t),
    list: (words) => words.join(t('common.separator')),
  };
}
