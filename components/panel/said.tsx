import type { Said } from '../../lib/model/said';
import { Button } from '../button';
import { useMoment } from '../clock';
import { Note } from '../note';
import { useTexts } from '../texts';

/** How long a decision can be undone in place, in ms. */
const TAKE_BACK_FOR = 2 * 60_000;

interface SaidNoteProps {
  said: Said;
  onTakeBack: () => void;
  /** Leads to another customer, where the refused card is gone; null where a card has such a button itself. */
  onSearch: (() => void) | null;
}

/** The person's last decision about the contact, with the button that undoes it. */
export function SaidNote({ said, onTakeBack, onSearch }: SaidNoteProps) {
  const { t } = useTexts();
  const now = useMoment(said.at + TAKE_BACK_FOR);
  if (now >= said.at + TAKE_BACK_FOR) return null;
  return (
    <Note
      role="status"
      tone="neutral"
      icon="check"
      actions={
        <>
          {said.what === 'refused' && onSearch && (
            <Button look="link" icon="search" onClick={onSearch}>
              {t('said.another')}
            </Button>
          )}
          <Button look="link" onClick={onTakeBack}>
            {t('common.undo')}
          </Button>
        </>
      }
    >
      {t(said.what === 'refused' && said.count > 1 ? 'said.refusedAll' : `said.${said.what}`)}
    </Note>
  );
}
