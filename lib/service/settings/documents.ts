import type { Desk, Documents } from '../desk';
import { BOOK } from '../connections/connections';
import { saveConnection } from './change-connections';
import { applyPolicy, refuseImporting } from './managed';
import { exportSettings, importSettings } from './settings';
import { parseDocument } from './settings-document';

/** The settings as documents, for backups. */
export function createDocuments(desk: Desk): Documents {
  return {
    give: (secrets) => exportSettings(desk, { secrets, links: false }),
    take: async (document) => {
      await importSettings(desk, document);
      await applyPolicy(desk);
    },
    refuse: refuseImporting,
    connectionsIn: (document) => {
      const read = parseDocument(document);
      return Array.isArray(read) ? [] : read.connections;
    },
    connectBook: async () => void (await saveConnection(desk, BOOK)),
  };
}
