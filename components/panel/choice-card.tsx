import { useId } from 'preact/hooks';
import { contactKey, type Contact } from '../../lib/model/contact';
import { peopleAmong } from '../../lib/model/one-person';
import type { Card, CandidateView } from '../../lib/model/view';
import { isUnopened } from './found-customer';
import { Candidates } from '../customer/candidates';
import { ProblemNote } from '../note';
import { useTexts } from '../texts';
import { useHome } from '../use-home';
import type { PanelActions } from './actions';

interface ChoiceCardProps {
  contact: Contact;
  /** The cards of the connections that are undecided. */
  cards: Card[];
  actions: PanelActions;
  onSearch: () => void;
}

/** One question where several connections are undecided: what each knows of a person is shown together, and one press decides in all. */
export function ChoiceCard({ contact, cards, actions, onSearch }: ChoiceCardProps) {
  const { list } = useTexts();
  const id = useId();
  const home = useHome();
  const candidates = cards.flatMap(({ body }): CandidateView[] => (body.kind === 'several' ? body.candidates : []));
  const mayDecide = !cards.some(({ connection }) => isUnopened(connection));
  const names = new Map(cards.map(({ connection }) => [connection.id, connection.name]));
  return (
    <section aria-labelledby={id} class="rounded-m border border-line bg-surface shadow-card">
      <h2 id={id} class="min-h-10 px-3 py-2 font-semibold break-words">
        {list([...names.values()])}
      </h2>
      {cards.map(({ connection, problem }) =>
        problem ? (
          <div key={connection.id} class="px-3 pb-2.5">
            <ProblemNote
              problem={problem}
              onRetry={() => void actions.lookUpAgain(connection.id)}
              onSignIn={() => actions.signInAgain(connection.id)}
              onSettings={actions.openOptions}
            />
          </div>
        ) : null,
      )}
      <Candidates
        key={contactKey(contact)}
        people={peopleAmong(candidates, home)}
        names={names}
        onChoose={mayDecide ? actions.choose : null}
        onRefuse={mayDecide ? () => actions.refuse(candidates.map(({ customer }) => customer)) : null}
        onSearch={onSearch}
      />
    </section>
  );
}
