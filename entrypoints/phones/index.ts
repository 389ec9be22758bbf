import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { offerPhones } from '../../components/phones/offer';
import { createPhones } from '../../components/phones/phones';

/** Put by the worker into a chat page that has messages, beside its content script, which lets it look through them. */
export default defineUnlistedScript(() => offerPhones(createPhones));
