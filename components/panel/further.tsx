import { useState } from 'preact/hooks';
import type { Customer } from '../../lib/model/customer';
import { Button } from '../button';
import { lazily } from '../lazily';
import { useTexts } from '../texts';
import type { PanelActions } from './actions';

interface FurtherProps {
  customer: Customer;
  connection: { name: string; provider: string };
  /** A likely customer is asked about at the top of the card. */
  can: { refuse: boolean; messages: boolean; remove: boolean };
  actions: PanelActions;
  onHistory: () => void;
}

const RemoveCustomer = lazily(() => import('../customer/remove-customer').then((file) => file.RemoveCustomer));

/** Seldom used actions for a customer, at the end of the card. */
export function Further({ customer, connection, can, actions, onHistory }: FurtherProps) {
  const { t } = useTexts();
  const [removing, setRemoving] = useState(false);
  if (!can.refuse && !can.messages && !can.remove) return null;
  return (
    <div class="border-t border-line px-3 py-2">
      {removing ? (
        <RemoveCustomer customer={customer} connection={connection} actions={actions} onCancel={() => setRemoving(false)} />
      ) : (
        <div class="-mx-2 flex flex-wrap gap-1">
          {can.refuse && (
            <Button look="quiet" onClick={() => actions.refuse([customer])}>
              {t('card.notThis')}
            </Button>
          )}
          {can.messages && (
            <Button look="quiet" icon="chat" onClick={onHistory}>
              {t('card.history')}
            </Button>
          )}
          {can.remove && (
            <Button look="quiet" class="ml-auto text-danger!" onClick={() => setRemoving(true)}>
              {t('card.remove')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
