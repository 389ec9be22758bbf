import { createContext, type ComponentChildren } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { LocalizedText } from '../lib/model/view';
import { ago, dateText, dateTimeText, whenText } from '../locales/times';
import { createTranslate, type Spoken, type Translate } from '../locales/translate';

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

const TextsContext = createContext<Texts | null>(null);

export function TextsProvider({ language, children }: { language: Spoken; children: ComponentChildren }) {
  const texts = useMemo(() => createTexts(language), [language]);
  return <TextsContext.Provider value={texts}>{children}</TextsContext.Provider>;
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
