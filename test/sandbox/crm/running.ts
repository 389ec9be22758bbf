import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCrms, type Crms, type StartOptions } from './start.ts';

/** Fresh CRMs in a folder of their own, without lixiao's rate limit; `end` stops them and takes the folder away. */
export async function runningCrms(options: Partial<StartOptions> = {}): Promise<Crms & { end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-crm-'));
  const crms = await startCrms({ folder, rateLimit: false, ...options });
  return {
    ...crms,
    async end() {
      await crms.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
