import type { Memory } from './provider';

const underWay = new WeakMap<Memory, Map<string, Promise<string>>>();

/**
 * Runs one work for each key of a memory at a time: callers that come while it runs get its result. Where several processes share the memory, theirs run
 * one after the other, so `work` first has to look for what another has stored.
 */
export function once(memory: Memory, key: string, work: () => Promise<string>): Promise<string> {
  const all = underWay.get(memory) ?? new Map<string, Promise<string>>();
  underWay.set(memory, all);
  const running = all.get(key) ?? (memory.alone?.(work) ?? work()).finally(() => all.delete(key));
  all.set(key, running);
  return running;
}
