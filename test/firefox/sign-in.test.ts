import { standInFirefox } from '../support/firefox-stand.ts';
import { walkSignIn } from '../support/sign-in-walk.ts';

walkSignIn(standInFirefox);
