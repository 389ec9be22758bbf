import { openDB, type IDBPDatabase } from 'idb';

/** The browser's permission for a folder, which can only be queried on its handle. */
export interface Rights {
  queryPermission?(wanted: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission?(wanted: { mode: 'readwrite' }): Promise<PermissionState>;
}

export type Folder = FileSystemDirectoryHandle & Rights;

/** A database of its own: only a page gets a handle, and messages cannot transport one to the worker. */
export const FOLDER_DATABASE = 'kebian-folder';
const TABLE = 'folder';
const KEY = 'folder';

export async function chosenFolder(): Promise<Folder | null> {
  return (await inDatabase((database) => database.get(TABLE, KEY) as Promise<Folder | undefined>)) ?? null;
}

export async function chooseFolder(folder: Folder | null): Promise<void> {
  await inDatabase<unknown>((database) => (folder ? database.put(TABLE, folder, KEY) : database.delete(TABLE, KEY)));
}

async function inDatabase<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = await openDB(FOLDER_DATABASE, 1, { upgrade: (fresh) => void fresh.createObjectStore(TABLE) });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
