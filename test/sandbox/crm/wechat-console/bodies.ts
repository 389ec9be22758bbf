import { json } from '../answer.ts';
import type { Habits } from '../crm.ts';
import type { Routes } from '../routes.ts';

/** The same calls in an edition that reads JSON alone, or forms alone: another body gets the status 415 of the console's framework. */
export function onlyReading(habits: Habits, routes: Routes): Routes {
  const entries = Object.entries(routes).map(([call, handler]) => {
    const refusing: typeof handler = (request, params) => {
      const kind = (request.headers['content-type'] ?? '').startsWith('application/json') ? 'json' : 'form';
      if (request.method !== 'POST' || habits.bodies === 'both' || habits.bodies === kind) return handler(request, params);
      return json({ timestamp: request.now, status: 415, error: 'Unsupported Media Type', path: request.path }, 415);
    };
    return [call, refusing];
  });
  return Object.fromEntries(entries) as Routes;
}
