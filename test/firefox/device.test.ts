import { walkDevice } from '../support/device-walk.ts';
import { standInFirefox } from '../support/firefox-stand.ts';

walkDevice(standInFirefox);
