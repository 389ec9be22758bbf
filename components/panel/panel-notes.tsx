import { Button } from '../button';
import { Note } from '../note';
import { useTexts } from '../texts';
import type { PanelActions } from './actions';

interface PanelNotesProps {
  lost: boolean;
  behind: boolean;
  broken: boolean;
  actions: PanelActions;
}

/** What holds for the whole panel, above what it shows. */
export function PanelNotes({ lost, behind, broken, actions }: PanelNotesProps) {
  const { t } = useTexts();
  const toSettings = <Button onClick={actions.openOptions}>{t('problem.openSettings')}</Button>;
  return (
    <div class="grid grid-cols-1 gap-2.5 px-3 pt-3 empty:hidden">
      {/* The browser has thrown away what was kept, and nothing is connected again yet. */}
      {lost && (
        <Note tone="warn" icon="warn" actions={toSettings}>
          {t('state.lost')}
        </Note>
      )}
      {/* The tab in front has no chats: what is shown belongs to the chat page behind it. */}
      {behind && (
        <Note tone="info" icon="chat" actions={<Button onClick={actions.openChatPage}>{t('state.showPage')}</Button>}>
          {t('behind')}
        </Note>
      )}
      {/* Nothing that is kept can be read: what the CRMs answer is shown, and not changed. */}
      {broken && (
        <Note tone="warn" icon="warn" actions={[<Button onClick={actions.tryStorage}>{t('common.retry')}</Button>, toSettings]}>
          {t('state.brokenAsks')}
        </Note>
      )}
    </div>
  );
}
