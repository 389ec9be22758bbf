import { describe } from 'vitest';
import { standInChromium } from '../support/chromium-stand.ts';
import { walkFormats, walkImport } from '../support/import-walk.ts';

describe('a spreadsheet', () => void walkImport(standInChromium));
describe('a phone and a workbook', () => void walkFormats(standInChromium));
