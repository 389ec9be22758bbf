import { parseArgs } from 'node:util';
import { people, shownName } from '../../sandbox/people.ts';

export const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '45' },
    edits: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '100' },
  },
});
/** How long each load lasts. */
export const SECONDS = Number(values.seconds);
export const EDITS = Number(values.edits);
export const KILLS = Number(values.kills);
export const NAMES = people.filter(({ kind, record }) => kind === 'person' && record).map(shownName);
