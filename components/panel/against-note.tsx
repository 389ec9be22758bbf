import type { Card, CardBody, ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { Note } from '../note';
import { useTexts } from '../texts';
import type { PanelActions } from './actions';
import { isUnopened } from './found-customer';

interface AgainstNoteProps {
  connection: ConnectionView;
  body: Extract<CardBody, { kind: 'found' }>;
  /** The cards of all connections. */
  cards: Card[];
  actions: PanelActions;
}

/** What contradicts the customer of a card, and the person's two answers to that; each is stored. */
export function AgainstNote({ connection, body, cards, actions }: AgainstNoteProps) {
  const { t } = useTexts();
  const { customer, against } = body;
  const other = cards.find((card) => card.connection.id === against?.connection);
  const beside = other?.body.kind === 'found' ? other.body.customer : null;
  if (!against || (against.connection !== null && !beside)) return null;
  const mayDecide = !isUnopened(connection);
  const two = (
    <>
      <Button onClick={() => actions.refuse([customer])}>{t('against.two')}</Button>
      <Button onClick={() => actions.choose([beside!, customer], true)}>{t('against.same')}</Button>
    </>
  );
  const link = (
    <>
      <Button onClick={() => actions.unlink(connection.id)}>{t('against.unlink')}</Button>
      <Button onClick={() => actions.choose([customer], true)}>{t('against.keep')}</Button>
    </>
  );
  return (
    <div class="border-t border-line px-3 py-2.5">
      <Note role="status" tone="warn" icon="group" actions={mayDecide && (beside ? two : link)}>
        {beside
          ? t(`against.${against.why}`, { name: customer.name, other: beside.name, connection: other!.connection.name })
          : t('against.chat', { name: customer.name })}
      </Note>
    </div>
  );
}
