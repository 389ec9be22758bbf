import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Crm, Habits, Product, TaskBodies } from './crm.ts';
import { launch } from './launch.ts';
import type { System } from '../people.ts';

export interface Crms extends Record<System, Crm> {
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Where the sqlite files lie. What was edited is there again when the CRMs start in the same folder. */
  folder: string;
  /** Fixed ports; without them any free one is taken. */
  ports?: Partial<Record<System, number>>;
  /** Whether lixiao counts its 10 calls per 10 seconds; it does unless this is false. */
  rateLimit?: boolean;
  /** What wechat-console answers somebody who is not signed in: its own page with 200 (the default), or HTTP 401. */
  signedOutStatus?: 200 | 401;
  /** What wechat-console reads at the calls whose samples are JSON; both unless told. */
  bodies?: TaskBodies;
}

/** The sandbox's CRMs: each has a folder beside this file. */
export const SYSTEMS = globSync('*/product.ts', { cwd: import.meta.dirname })
  .map(dirname)
  .toSorted() as System[];

/** Starts the sandbox's CRMs. */
export async function startCrms(options: StartOptions): Promise<Crms> {
  const started = SYSTEMS.map(async (system) => {
    const { product } = (await import(`./${system}/product.ts`)) as { product: Product };
    return [system, await launch(product, options.folder, options.ports?.[system] ?? 0, habitsOf(options))];
  });
  const crms = Object.fromEntries(await Promise.all(started)) as Record<System, Crm>;
  return {
    ...crms,
    stop: async () => void (await Promise.all(Object.values(crms).map((crm) => crm.stop()))),
  };
}

function habitsOf(options: StartOptions): Habits {
  return { rateLimit: options.rateLimit ?? true, signedOutStatus: options.signedOutStatus ?? 200, bodies: options.bodies ?? 'both' };
}
