import { onePerson } from '../../lib/model/one-person';
import type { FoundBody } from '../../lib/model/one-record';
import type { Card } from '../../lib/model/view';
import { Button } from '../button';
import { useTexts } from '../texts';
import { useHome } from '../use-home';
import type { PanelActions } from './actions';
import { isUnopened } from './found-customer';

interface GuessQuestionProps {
  card: Card;
  body: FoundBody;
  /** The cards of all connections. */
  cards: Card[];
  actions: PanelActions;
}

/**
 * "Is this right?" for a customer that was only guessed; it cannot be answered where the answer cannot be kept. Where several connections guess the
 * same person, the first of their cards asks for all of them.
 */
export function GuessQuestion({ card, body, cards, actions }: GuessQuestionProps) {
  const { t, list } = useTexts();
  const home = useHome();
  const guesses = cards.flatMap((one) => {
    const guessed = guessOf(one);
    return guessed && (one.connection.id === card.connection.id || onePerson(guessed.customer, body.customer, home) === 'same-number')
      ? [{ connection: one.connection, ...guessed }]
      : [];
  });
  const [first] = guesses;
  if (first && first.connection.id !== card.connection.id) {
    return <p class="border-t border-line px-3 py-2 text-sm text-ink-2">{t('likely.asked', { connection: first.connection.name })}</p>;
  }
  const refs = guesses.map(({ customer: { connection, id } }) => ({ connection, id }));
  const further = guesses.flatMap((one) => one.further ?? []);
  return (
    <div class="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-info-soft px-3 py-2.5">
      <div class="min-w-0 flex-[1_1_10rem]">
        <p class="font-semibold text-info">{t('likely.question')}</p>
        <p class="text-sm text-ink-2">{list(body.reasons.map((reason) => t(`reason.${reason}`)))}</p>
        {guesses.length > 1 && (
          <p class="text-sm text-ink-2">{t('likely.together', { connections: list(guesses.map(({ connection }) => connection.name)) })}</p>
        )}
      </div>
      {!isUnopened(card.connection) && (
        <div class="flex gap-2">
          <Button look="primary" icon="check" onClick={() => actions.choose(refs)}>
            {t('likely.yes')}
          </Button>
          <Button onClick={() => actions.refuse([...refs, ...further])}>{t('likely.no')}</Button>
        </div>
      )}
    </div>
  );
}

/** The customer whom a card shows as a guess that nothing contradicts. */
function guessOf({ body }: Card): FoundBody | null {
  return body.kind === 'found' && body.certainty === 'likely' && !body.against ? body : null;
}
