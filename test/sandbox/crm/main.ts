import { parseArgs } from 'node:util';
import { startCrms } from './start.ts';
import type { System } from '../people.ts';

const USAGE = 'node test/sandbox/crm/main.ts --folder DIR [--tanma PORT] [--lixiao PORT] [--wechat-console PORT] [--no-rate-limit]';

await main();

/** Runs the CRMs until SIGTERM or SIGINT, then closes them cleanly. */
async function main(): Promise<void> {
  const port = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { folder: port, tanma: port, lixiao: port, 'wechat-console': port, 'no-rate-limit': { type: 'boolean' } },
  });
  if (!values.folder) throw new Error(USAGE);
  const systems: System[] = ['tanma', 'lixiao', 'wechat-console'];
  const ports = Object.fromEntries(systems.map((system) => [system, Number(values[system] ?? 0)]));
  const { stop, ...crms } = await startCrms({ folder: values.folder, ports, rateLimit: !values['no-rate-limit'] });
  for (const [system, crm] of Object.entries(crms)) {
    process.stdout.write(`${system} ${crm.url} (control ${crm.control}) ${JSON.stringify(crm.credentials)}\n`);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}
