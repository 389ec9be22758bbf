import { csvTable } from './csv-table';
import { jsonTable } from './json-table';
import { kindOf } from './sniff';
import { uprightTable } from './upright';
import type { Reading, Table } from './table';
import { vcardTable } from './vcard-table';
import { xlsxTable } from './xlsx-table';

/** Opens a chosen file as a table. Throws a FileFaultError for a file that cannot be read. */
export async function openTable(file: Blob, reading: Reading): Promise<Table> {
  switch (await kindOf(file)) {
    case 'csv':
      return uprightTable(await csvTable(file, reading), reading);
    case 'xlsx':
      return uprightTable(await xlsxTable(file, reading), reading);
    case 'vcard':
      return vcardTable(file, reading);
    case 'json':
      return jsonTable(file);
  }
}
