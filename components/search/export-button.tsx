import { useState } from 'preact/hooks';
import { CSV_COLUMNS } from '../../lib/model/csv';
import type { Problem } from '../../lib/model/problem';
import type { CustomerQuery } from '../../lib/model/query';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { useNow } from '../clock';
import { useAnnounce } from '../live';
import { LOCAL_BOOK } from '../local-book';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';

interface ExportButtonProps {
  connection: ConnectionView;
  query: CustomerQuery;
  actions: PanelActions;
}

/** Exports all results of a search as a CSV file. */
export function ExportButton({ connection, query, actions }: ExportButtonProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const now = useNow(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function go(): Promise<void> {
    setBusy(true);
    const columns = [...CSV_COLUMNS, ...(connection.provider === LOCAL_BOOK ? [] : (['beside'] as const))];
    const headings = columns.map((column) => t(`csv.${column}`));
    const day = new Date(now).toISOString().slice(0, 10);
    const found = await actions.exportSearch(connection.id, query, headings, `${t('export.file')}-${connection.id}-${day}.csv`);
    setProblem(found);
    setBusy(false);
    if (!found) announce(t('export.done'));
  }
  return (
    <>
      <Button look="link" icon="file" disabled={busy} onClick={() => void go()}>
        {t(busy ? 'export.busy' : 'export.button')}
      </Button>
      {problem && <ProblemNote problem={problem} onRetry={() => void go()} />}
    </>
  );
}
