import { standInChromium } from '../support/chromium-stand.ts';
import { walkDevice } from '../support/device-walk.ts';

walkDevice(standInChromium);
