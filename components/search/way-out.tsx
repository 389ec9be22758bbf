import type { CustomerRef } from '../../lib/model/customer';
import type { PanelView } from '../../lib/model/view';
import { Button } from '../button';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';

/** Which customer the open chat has now, per connection, and the ways out of it. */
export function WayOut({
  view,
  actions,
  onDone,
}: {
  view: Extract<PanelView, { kind: 'person' }>;
  actions: PanelActions;
  onDone: () => void;
}) {
  const { t } = useTexts();
  return (
    <>
      {view.cards.map(({ body, connection }) =>
        body.kind === 'found' && body.certainty === 'sure' ? (
          <div key={connection.id} class="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-m bg-surface px-3 py-2 text-sm text-ink-2">
            <span class="min-w-0 flex-[1_1_10rem] break-words">
              {t('search.unlinkHelp', { name: view.contact.name, customer: body.customer.name, connection: connection.name })}
            </span>
            <Button
              onClick={() => {
                actions.refuse([body.customer]);
                onDone();
              }}
            >
              {t('card.notThis')}
            </Button>
            {body.reasons.includes('linked') && (
              <Button
                look="quiet"
                onClick={() => {
                  actions.unlink(connection.id);
                  onDone();
                }}
              >
                {t('search.unlink')}
              </Button>
            )}
          </div>
        ) : null,
      )}
    </>
  );
}

/** The customer of the open chat's contact in a connection. */
export function currentOf(view: PanelView, connection: string): CustomerRef | null {
  if (view.kind !== 'person') return null;
  const body = view.cards.find((card) => card.connection.id === connection)?.body;
  return body?.kind === 'found' && body.certainty === 'sure' ? body.customer : null;
}
