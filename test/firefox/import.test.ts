import { standInFirefox } from '../support/firefox-stand.ts';
import { walkImport } from '../support/import-walk.ts';

walkImport(standInFirefox);
