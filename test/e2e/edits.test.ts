import { standInChromium } from '../support/chromium-stand.ts';
import { walkEdits } from '../support/edits-walk.ts';

walkEdits(standInChromium);
