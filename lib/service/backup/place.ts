/** What a folder for backups calls the one file in it. */
export const BACKUP_FILE = 'kebian-backup.kebian';

/** What lies in a place: its first bytes, and what the place itself tells versions by. */
export interface Found {
  start: Blob;
  tag: string | null;
}

/** A folder for one backup, be it on this computer or on a server. Throws `PlaceFaultError`. */
export interface Place {
  name: string;
  /** Whether it can be used at all; a folder that is not there yet is made. */
  prepare(): Promise<void>;
  /** Null where there is no backup yet. */
  find(): Promise<Found | null>;
  read(): Promise<Blob>;
  /** Puts a whole file there, or nothing: in the place of what was found before, and of nothing else where the place can tell. */
  write(file: Blob, found: Found | null): Promise<void>;
}
