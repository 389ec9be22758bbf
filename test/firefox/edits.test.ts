import { standInFirefox } from '../support/firefox-stand.ts';
import { walkEdits } from '../support/edits-walk.ts';

walkEdits(standInFirefox);
