import { standInChromium } from '../support/chromium-stand.ts';
import { walkSignIn } from '../support/sign-in-walk.ts';

walkSignIn(standInChromium);
