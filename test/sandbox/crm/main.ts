import { parseArgs } from 'node:util';
import { startCrms, SYSTEMS } from './start.ts';

const USAGE = `node test/sandbox/crm/main.ts --folder DIR ${SYSTEMS.map((system) => `[--${system} PORT]`).join(' ')} [--no-rate-limit]`;

await main();

/** Runs the CRMs until SIGTERM or SIGINT, then closes them cleanly. */
async function main(): Promise<void> {
  const port = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(SYSTEMS.map((system) => [system, port])),
      folder: port,
      'no-rate-limit': { type: 'boolean' },
    },
  });
  if (!values.folder) throw new Error(USAGE);
  const ports = Object.fromEntries(SYSTEMS.map((system) => [system, Number((values as Record<string, unknown>)[system] ?? 0)]));
  const { stop, ...crms } = await startCrms({ folder: values.folder, ports, rateLimit: !values['no-rate-limit'] });
  for (const [system, crm] of Object.entries(crms)) {
    process.stdout.write(`${system} ${crm.url} (control ${crm.control}) ${JSON.stringify(crm.credentials)}\n`);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}
