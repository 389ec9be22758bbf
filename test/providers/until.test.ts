import { expect, test } from 'vitest';
import { until } from '../../lib/providers/until';

test('work that fails after nobody waits for it any longer is no failure of its own', async () => {
  const unhandled: unknown[] = [];
  const hear = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', hear);
  const failing = () => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too late')), 5));
  await expect(until(AbortSignal.abort(new Error('given up')), failing())).rejects.toThrow('given up');
  const later = new AbortController();
  const waiting = until(later.signal, failing());
  later.abort(new Error('given up'));
  await expect(waiting).rejects.toThrow('given up');
  await new Promise((resolve) => setTimeout(resolve, 30));
  process.off('unhandledRejection', hear);
  expect(unhandled).toEqual([]);
});
