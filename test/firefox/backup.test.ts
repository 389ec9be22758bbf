import { standInFirefox } from '../support/firefox-stand.ts';
import { walkBackup } from '../support/backup-walk.ts';

walkBackup(standInFirefox);
