import { standInChromium } from '../support/chromium-stand.ts';
import { walkCustomers } from '../support/customers-walk.ts';

walkCustomers(standInChromium);
