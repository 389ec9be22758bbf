import { Button } from '../button';
import { Note } from '../note';
import { useTexts } from '../texts';
import { useWorkTexts } from '../use-work-texts';

/** The tab in front has no chats: what is shown belongs to the chat page behind it. */
export function Behind({ onShow }: { onShow: () => void }) {
  const { t } = useTexts();
  const own = useWorkTexts();
  return (
    <div class="px-3 pt-3">
      <Note tone="info" icon="chat" actions={<Button onClick={onShow}>{t('state.showPage')}</Button>}>
        {own('behind')}
      </Note>
    </div>
  );
}
