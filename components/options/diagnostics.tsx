import { useState } from 'preact/hooks';
import { Button } from '../button';
import { useAnnounce } from '../live';
import { Section } from './section';
import { useOptionsTexts } from './use-options-texts';

/** A report that can be read before it is copied. */
export function Diagnostics({ report, onCopy }: { report: string; onCopy: (text: string) => Promise<void> }) {
  const t = useOptionsTexts();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await onCopy(report);
    setCopied(true);
    announce(t('report.copied'));
  }
  return (
    <Section id="diagnostics" title={t('report.title')} help={t('report.help')}>
      <div class="flex items-center gap-3">
        <Button onClick={() => void copy()}>{t('report.copy')}</Button>
        {copied && <span class="text-sm text-ink-2">{t('report.copied')}</span>}
      </div>
      <details class="mt-2">
        <summary class="cursor-pointer text-ink-2">{t('report.show')}</summary>
        <pre tabIndex={0} class="mt-1 max-h-80 overflow-auto rounded-m border border-line bg-bg p-2 text-sm">
          {report}
        </pre>
      </details>
    </Section>
  );
}
