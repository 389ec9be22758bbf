import { useState } from 'preact/hooks';
import type { StorageNews } from '../../lib/model/view';
import { Button } from '../button';
import { useAnnounce } from '../live';
import { Note } from '../note';
import { useTexts } from '../texts';
import type { OptionsActions } from './actions';
import { Section } from './section';
import { useOptionsTexts } from './use-options-texts';

/** What has gone wrong with what is kept here, and a report to copy that names nobody. */
export function Diagnostics({ storage, actions }: { storage: StorageNews; actions: Pick<OptionsActions, 'diagnose' | 'copy'> }) {
  const t = useOptionsTexts();
  const announce = useAnnounce();
  const [report, setReport] = useState<string | null>(null);
  const copy = (text: string) => {
    actions.copy(text);
    announce(t('diagnostics.copied'));
  };
  return (
    <Section id="diagnostics" title={t('diagnostics.title')} help={t('diagnostics.help')}>
      <div class="grid gap-3">
        <News storage={storage} />
        {report !== null && (
          <textarea
            readOnly
            aria-label={t('diagnostics.report')}
            rows={12}
            class="w-full rounded-m border border-edge bg-bg p-2 font-mono text-sm"
            value={report}
          />
        )}
        <div class="flex flex-wrap gap-2">
          <Button onClick={() => void actions.diagnose().then(setReport)}>{t('diagnostics.show')}</Button>
          {report !== null && (
            <Button icon="copy" onClick={() => copy(report)}>
              {t('diagnostics.copy')}
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}

function News({ storage: { setAside, fullAt, policyFaults } }: { storage: StorageNews }) {
  const t = useOptionsTexts();
  const { dateTime } = useTexts();
  const time = (at: number) => dateTime(new Date(at).toISOString());
  if (setAside.length === 0 && fullAt === null && policyFaults.length === 0) return <p class="text-ink-3">{t('diagnostics.good')}</p>;
  return (
    <>
      {fullAt !== null && (
        <Note tone="warn" icon="warn">
          {t('diagnostics.full', { time: time(fullAt) })}
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
      {policyFaults.length > 0 && (
        <Note tone="danger" icon="warn">
          <p>{t('diagnostics.policy')}</p>
          <ul class="mt-1 list-disc pl-5 text-sm">
            {policyFaults.map(({ path, expected, found }) => (
              <li key={path}>
                {path || t('file.whole')} · {t('file.fault', { expected, found })}
              </li>
            ))}
          </ul>
        </Note>
      )}
    </>
  );
}
