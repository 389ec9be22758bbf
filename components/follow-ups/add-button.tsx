import { Button } from '../button';
import { useTexts } from '../texts';

interface AddButtonProps {
  adding: boolean;
  hotkey: boolean;
  /** Its text where it has no heading beside it. */
  text?: string;
  onAdd: () => void;
}

/** Opens the form for a new follow-up. */
export function AddButton({ adding, hotkey, text, onAdd }: AddButtonProps) {
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
      {text ?? t('followUps.addShort')}
    </Button>
  );
}
