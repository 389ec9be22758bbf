import { standInFirefox } from '../support/firefox-stand.ts';
import { walkPhones } from '../support/phones-walk.ts';

walkPhones(standInFirefox);
