import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { offerPhones } from '../../components/phones/offer';
import { createPhones } from '../../components/phones/phones';

/** The worker adds it to a chat page with messages; it searches these for the content script. */
export default defineUnlistedScript(() => offerPhones(createPhones));
