import { Section } from './section';
import { useOptionsTexts } from './use-options-texts';

const KEYS = [
  ['/', 'keys.search'],
  ['R', 'keys.remark'],
  ['T', 'keys.tag'],
  ['F', 'keys.followUp'],
  ['Q', 'keys.replies'],
  ['U', 'keys.undo'],
  ['Esc', 'keys.back'],
] as const;

/** F6 alone leads into Firefox's sidebar by chance (findings/firefox-f6-misses-the-sidebar.sh); Chromium's own keys lead into its panel. */
const INTO_PANEL = import.meta.env.BROWSER === 'firefox' ? [['Shift + F6', 'keys.into'] as const] : [];

/** @param panel the keys that open the panel, as they are set in the browser now; '' where there are none */
export function Shortcuts({ panel }: { panel: string }) {
  const t = useOptionsTexts();
  const keys = [...KEYS, ...(panel ? [[panel.replaceAll('+', ' + '), 'keys.panel'] as const] : []), ...INTO_PANEL];
  return (
    <Section id="keys" title={t('keys.title')}>
      <dl class="grid grid-cols-[max-content_1fr] items-center gap-x-4 gap-y-1.5">
        {keys.map(([key, text]) => (
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
      <p class="text-sm text-ink-3">
        {t('version', { version })}{' '}
        <a href="/licences.txt" target="_blank" rel="noopener" class="underline">
          {t('about.licences')}
        </a>
      </p>
    </Section>
  );
}
