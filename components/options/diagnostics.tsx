import { useState } from 'preact/hooks';
import type { StorageNews } from '../../lib/model/view';
import { Button } from '../button';
import { useAnnounce } from '../live';
import { Note } from '../note';
import { useTexts } from '../texts';
import { Faults } from './import-reading';
import { Section } from './section';
import { useOptionsTexts } from './use-options-texts';

interface DiagnosticsProps {
  /** The browser does not open the database. */
  broken: boolean;
  storage: StorageNews;
  /** A report of the state of all parts, without personal data. */
  report: string;
  onCopy: (text: string) => Promise<void>;
}

/** The faults of the stored records, and a report that can be read before it is copied. */
export function Diagnostics({ broken, storage, report, onCopy }: DiagnosticsProps) {
  const t = useOptionsTexts();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await onCopy(report);
    setCopied(true);
    announce(t('diagnostics.copied'));
  }
  return (
    <Section id="diagnostics" title={t('diagnostics.title')} help={t('diagnostics.help')}>
      <div class="grid grid-cols-1 gap-3">
        <News broken={broken} storage={storage} />
        <div class="flex items-center gap-3">
          <Button icon="copy" onClick={() => void copy()}>
            {t('diagnostics.copy')}
          </Button>
          {copied && <span class="text-sm text-ink-2">{t('diagnostics.copied')}</span>}
        </div>
        <details>
          <summary class="cursor-pointer text-ink-2">{t('diagnostics.show')}</summary>
          <pre tabIndex={0} class="mt-1 max-h-80 overflow-auto rounded-m border border-line bg-bg p-2 text-sm">
            {report}
          </pre>
        </details>
      </div>
    </Section>
  );
}

function News({
  broken,
  storage: { setAside, fullAt, stoppedAt, lostAt, policyFaults, leftOut = [] },
}: Pick<DiagnosticsProps, 'broken' | 'storage'>) {
  const t = useOptionsTexts();
  const { t: common, dateTime } = useTexts();
  const time = (at: number) => dateTime(new Date(at).toISOString());
  const wasFull = fullAt !== null || stoppedAt !== undefined;
  const isGood = !broken && lostAt === undefined && !wasFull && setAside.length + policyFaults.length + leftOut.length === 0;
  if (isGood) return <p class="text-ink-3">{t('diagnostics.good')}</p>;
  return (
    <>
      {broken && (
        <Note tone="warn" icon="warn">
          {common('problem.storage-broken')}
        </Note>
      )}
      {lostAt !== undefined && (
        <Note tone="warn" icon="warn">
          {t('diagnostics.lost', { time: time(lostAt) })}
        </Note>
      )}
      {fullAt !== null && (
        <Note tone="warn" icon="warn">
          {t('diagnostics.full', { time: time(fullAt) })}
        </Note>
      )}
      {stoppedAt !== undefined && (
        <Note tone="warn" icon="warn">
          {t('diagnostics.stopped', { time: time(stoppedAt) })}
        </Note>
      )}
      {setAside.length > 0 && (
        <Note tone="warn" icon="warn">
          <p>{t('diagnostics.aside', { count: setAside.length })}</p>
          <ul class="mt-1 list-disc pl-5 text-sm">
            {setAside.slice(0, 20).map(({ table, why, at }) => (
              <li key={`${table}${at}`}>{t(`diagnostics.aside.${why}`, { table, time: time(at) })}</li>
            ))}
          </ul>
        </Note>
      )}
      {leftOut.length > 0 && (
        <Note tone="warn" icon="warn">
          <p>{t('diagnostics.leftOut')}</p>
          <Faults faults={leftOut} />
        </Note>
      )}
      {policyFaults.length > 0 && (
        <Note tone="danger" icon="warn">
          <p>{t('diagnostics.policy')}</p>
          <Faults faults={policyFaults} />
        </Note>
      )}
    </>
  );
}
