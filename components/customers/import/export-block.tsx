import { useState } from 'preact/hooks';
import { PLAIN_TARGETS } from '../../../lib/model/sheet/columns';
import { Button } from '../../button';
import { Note } from '../../note';
import type { Trouble } from '../../../lib/model/sheet/outcome';
import type { ExportWanted, ImportActions } from './actions';
import { ViewSection } from '../view-section';
import { TroubleNote } from './trouble';
import { useImportTexts } from './use-import-texts';

interface ExportBlockProps {
  connection: string;
  /** Set by the administrator's policy. */
  allowed: boolean;
  exportRows: ImportActions['exportRows'];
}

const FORMATS = ['xlsx', 'csv', 'json'] as const;

/** Exports all customers to one file. */
export function ExportBlock({ connection, allowed, exportRows }: ExportBlockProps) {
  const t = useImportTexts();
  const [busy, setBusy] = useState<number | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  async function go(format: ExportWanted['format']): Promise<void> {
    setBusy(0);
    setDone(null);
    setTrouble(null);
    const headings = Object.fromEntries(PLAIN_TARGETS.map((target) => [target, t(`target.${target}`)]));
    const outcome = await exportRows({ connection, ids: null, format, name: t('out.file'), headings }, setBusy);
    setBusy(null);
    if (outcome.kind === 'done') setDone(outcome.value);
    else setTrouble(outcome);
  }
  return (
    <ViewSection title={t('out.title')} help={t('out.help')}>
      {!allowed && <p class="text-ink-2">{t('out.managed')}</p>}
      <div class="flex flex-wrap gap-2">
        {FORMATS.map((format) => (
          <Button key={format} disabled={!allowed || busy !== null} onClick={() => void go(format)}>
            {t(`out.${format}`)}
          </Button>
        ))}
      </div>
      <div role="status" class="empty:hidden">
        {busy !== null && <p class="text-ink-2 tabular-nums">{t('out.busy', { rows: busy })}</p>}
        {done !== null && (
          <Note tone="accent" icon="check">
            {t('out.done', { rows: done })}
          </Note>
        )}
      </div>
      {trouble && <TroubleNote trouble={trouble} />}
    </ViewSection>
  );
}
