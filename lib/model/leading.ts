import type { Decision } from './match';
import type { CardBody } from './view';

/** The state of one connection for a contact, in the worker or on a card. */
type Standing = { progress: 'looking-up' | 'done' | 'failed'; decision: Decision } | { body: CardBody };

/**
 * The connection that the strip, chips, badges, popover and recent contacts show: the first one that has candidates or has not answered yet.
 * Connections without a candidate, or that could not be asked, are skipped; undefined where none is left.
 */
export function leadingOf<T extends Standing>(all: readonly T[]): T | undefined {
  return all.find((one) => !['none', 'failed'].includes(stateOf(one)));
}

function stateOf(one: Standing): CardBody['kind'] | Decision {
  if ('body' in one) return one.body.kind;
  return one.progress === 'looking-up' ? one.progress : one.decision;
}
