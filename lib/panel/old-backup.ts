import { call } from '../wire/bus';

/** When the last backup was made (epoch ms), null where there was none; undefined where no reminder of it is due. */
export async function oldBackup(): Promise<number | null | undefined> {
  const { old, last } = await call('backups', null);
  return old ? (last?.at ?? null) : undefined;
}
