/** The name of the backup file in its folder. */
export const BACKUP_FILE = 'kebian-backup.kebian';

/** A backup that was found in a place: its first bytes, and the ETag or another version tag of the place. */
export interface Found {
  start: Blob;
  tag: string | null;
}

/** A folder for a backup file and its older versions, on this computer or on a server. Throws `PlaceFaultError`. */
export interface Place {
  name: string;
  /** Checks that the folder can be used; creates it where it is missing. */
  prepare(): Promise<void>;
  /** Null where there is no backup yet. */
  find(): Promise<Found | null>;
  /** Reads the backup, or the older version with this name. */
  read(older?: string): Promise<Blob>;
  /**
   * Writes the whole file or nothing; overwrites only the file that was found, where the place can check that.
   * @param id of the backup; the name of a temporary file is made of it
   */
  write(file: Blob, found: Found | null, id: string): Promise<void>;
  /** Deletes the temporary file that an interrupted write of the backup with this id has left. */
  clear(id: string): Promise<void>;
  /** Copies the backup file to this name. */
  keep(name: string): Promise<void>;
  /** The names of the older versions, the newest first. */
  older(): Promise<string[]>;
  remove(name: string): Promise<void>;
}
