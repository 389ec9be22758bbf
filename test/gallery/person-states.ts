import { customer, NOW } from './people.ts';
import type { PanelState } from './panel-states.ts';
import { card, contact, found, main, person, sales } from './views.ts';

const phone = (number: string) => [{ label: null, number, hidden: false }];
const another = customer({ connection: 'sales', id: 's2', company: '安信建材', phones: phone('13700004444') });

/** One person, or two, in several connections. */
export const personStates: Record<string, PanelState> = {
  'two-people': {
    view: person([
      card(found({ reasons: ['linked'] })),
      card(found({ certainty: 'likely', reasons: ['name'], customer: another, against: { connection: 'main', why: 'number' } }), {
        connection: sales,
      }),
    ]),
    connections: [main, sales],
  },
  'wrong-link': {
    view: person([card(found({ reasons: ['linked'], customer: another, against: { connection: null, why: 'number' } }))]),
  },
  'refused-beside': {
    view: {
      kind: 'person',
      contact: contact(),
      cards: [card(found())],
      said: { contact: '', what: 'refused', count: 1, at: NOW - 2_000 },
    },
    connections: [main, sales],
  },
};
