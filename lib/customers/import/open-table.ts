import { csvTable } from './csv-table';
import { jsonTable } from './json-table';
import { kindOf } from './sniff';
import type { Reading, Table } from './table';
import { vcardTable } from './vcard-table';
import { xlsxTable } from './xlsx-table';

/** Opens a chosen file as a table. Throws a FileFaultError for a file that cannot be read. */
export async function openTable(file: Blob, reading: Reading): Promise<Table> {
  switch (await kindOf(file)) {
    case 'csv':
      return csvTable(file, reading);
    case 'xlsx':
      return xlsxTable(file, reading);
    case 'vcard':
      return vcardTable(file, reading);
    case 'json':
      return jsonTable(file);
  }
}
