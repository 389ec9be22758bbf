import { describe } from 'vitest';
import { standInFirefox } from '../support/firefox-stand.ts';
import { walkFormats, walkImport } from '../support/import-walk.ts';

describe('a spreadsheet', () => void walkImport(standInFirefox));
describe('a phone and a workbook', () => void walkFormats(standInFirefox));
