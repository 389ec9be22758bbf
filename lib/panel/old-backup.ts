import { call } from '../wire/bus';

/** When the last backup was made (epoch ms), null where there was none; undefined where nothing is to be said of it. */
export async function oldBackup(): Promise<number | null | undefined> {
  const { old, last } = await call('backups', null);
  return old ? (last?.at ?? null) : undefined;
}
