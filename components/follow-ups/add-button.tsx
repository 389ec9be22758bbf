import { Button } from '../button';
import { useTexts } from '../texts';

/** Opens the form for a new follow-up. */
export function AddButton({ adding, hotkey, onAdd }: { adding: boolean; hotkey: boolean; onAdd: () => void }) {
  const { t } = useTexts();
  return (
    <Button
      look="link"
      icon="plus"
      class="-mr-1"
      aria-label={t('followUps.add')}
      aria-expanded={adding}
      data-hotkey={hotkey ? 'f' : undefined}
      onClick={onAdd}
    >
      {t('followUps.addShort')}
    </Button>
  );
}
