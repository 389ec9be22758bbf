import { refKey, type CustomerRef } from '../../lib/model/customer';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { keyOf } from '../keys';
import type { PanelActions } from '../panel/actions';
import type { Route } from '../panel/route';
import { WholeCustomer, type FoundShowing } from '../panel/whole-customer';
import { useTexts } from '../texts';

/** What it takes to open somebody who was found. */
export interface Opening {
  connections: ConnectionView[];
  /** Name of the person whose chat is open, or null: then nobody can be linked to them. */
  contactName: string | null;
  showing: FoundShowing;
  actions: PanelActions;
  onChoose: (ref: CustomerRef) => void;
  onGo: (route: Route) => void;
}

interface FoundPersonProps extends Opening {
  of: CustomerRef;
  name: string;
  isCurrent: boolean;
}

/** Somebody who was found, to be worked on like the customer of the chat. To link the open chat to them is another thing, and says whom it links. */
export function FoundPerson({ of, name, isCurrent, connections, contactName, showing, actions, onChoose, onGo }: FoundPersonProps) {
  const { t } = useTexts();
  return (
    <div
      onKeyDown={(event) => {
        // What is typed into is left; the search stays open.
        const target = event.target as HTMLElement;
        if (keyOf(event) !== 'Escape' || event.defaultPrevented || !target.matches('input, textarea, select')) return;
        target.blur();
        event.stopPropagation();
      }}
    >
      {contactName !== null && !isCurrent && (
        <p class="px-3 pb-2">
          <Button
            icon="swap"
            class="h-auto! min-w-0 py-1 text-left whitespace-normal!"
            onClick={() => onChoose({ connection: of.connection, id: of.id })}
          >
            <span class="min-w-0 break-words">{t('search.choose', { name: contactName, customer: name })}</span>
          </Button>
        </p>
      )}
      <WholeCustomer key={refKey(of)} {...showing} of={of} heading={name} connections={connections} actions={actions} onGo={onGo} />
    </div>
  );
}
