import { standInFirefox } from '../support/firefox-stand.ts';
import { walkCustomers } from '../support/customers-walk.ts';

walkCustomers(standInFirefox);
