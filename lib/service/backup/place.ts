/** The name of the backup file in its folder. */
export const BACKUP_FILE = 'kebian-backup.kebian';

/** A backup that was found in a place: its first bytes, and the ETag or another version tag of the place. */
export interface Found {
  start: Blob;
  tag: string | null;
}

/** A folder for one backup file, on this computer or on a server. Throws `PlaceFaultError`. */
export interface Place {
  name: string;
  /** Checks that the folder can be used; creates it where it is missing. */
  prepare(): Promise<void>;
  /** Null where there is no backup yet. */
  find(): Promise<Found | null>;
  read(): Promise<Blob>;
  /** Writes the whole file or nothing; overwrites only the file that was found, where the place can check that. */
  write(file: Blob, found: Found | null): Promise<void>;
}
