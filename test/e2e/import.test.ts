import { standInChromium } from '../support/chromium-stand.ts';
import { walkImport } from '../support/import-walk.ts';

walkImport(standInChromium);
