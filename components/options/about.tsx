import { Button } from '../button';
import type { ChatPageView } from './actions';
import { Section } from './section';
import { useOptionsTexts } from './use-options-texts';

/** The chat pages that Kebian can read. */
export function ChatPages({ pages, onOpen }: { pages: ChatPageView[]; onOpen: (url: string) => void }) {
  const t = useOptionsTexts();
  return (
    <Section id="pages" title={t('pages.title')} help={t('pages.help')}>
      {pages.length === 0 && <p class="text-ink-3">{t('pages.empty')}</p>}
      <ul class="grid gap-1">
        {pages.map((page) => (
          <li key={page.id} class="flex flex-wrap items-center gap-x-3">
            <span class="font-medium">{page.name}</span>
            <span class="min-w-0 break-all text-ink-3">{page.url}</span>
            <Button look="link" class="ml-auto" onClick={() => onOpen(page.url)}>
              {t('pages.open', { name: page.name })}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const KEYS = [
  ['/', 'keys.search'],
  ['R', 'keys.remark'],
  ['T', 'keys.tag'],
  ['Esc', 'keys.back'],
  ['Ctrl + Shift + Y', 'keys.panel'],
] as const;

export function Shortcuts() {
  const t = useOptionsTexts();
  return (
    <Section id="keys" title={t('keys.title')}>
      <dl class="grid grid-cols-[max-content_1fr] items-center gap-x-4 gap-y-1.5">
        {KEYS.map(([key, text]) => (
          <div key={key} class="contents">
            <dt>
              <kbd class="rounded-s border border-line-strong bg-bg px-1.5 py-0.5 font-sans text-sm text-ink-2">{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

export function About({ version }: { version: string }) {
  const t = useOptionsTexts();
  return (
    <Section id="about" title={t('about.title')}>
      <p>{t('about.text')}</p>
      <p class="text-sm text-ink-3">{t('version', { version })}</p>
    </Section>
  );
}
