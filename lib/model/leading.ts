import type { Decision } from './match';
import type { CardBody } from './view';

/** How far one connection is with a contact: as the worker has found it, or as a card shows it. */
type Standing = { progress: 'looking-up' | 'done' | 'failed'; decision: Decision } | { body: CardBody };

/**
 * The connection that decides what the strip, chips, badges, popover and recent contacts show: the first connection with candidates or without an answer yet.
 * Those without a candidate, and those that could not be asked, are passed over; undefined where no other is left.
 */
export function leadingOf<T extends Standing>(all: readonly T[]): T | undefined {
  return all.find((one) => !['none', 'failed'].includes(stateOf(one)));
}

function stateOf(one: Standing): CardBody['kind'] | Decision {
  if ('body' in one) return one.body.kind;
  return one.progress === 'looking-up' ? one.progress : one.decision;
}
