import { defineContentScript } from 'wxt/utils/define-content-script';
import { invitedSite } from '../../lib/sites/invited';
import { taughtSite } from '../../lib/sites/taught';
import { whileWanted } from '../../lib/wire/while-wanted';
import { inhabit } from '../overlay.content/inhabit';

/** For pages that a person has invited Kebian into: registered by the worker, for these alone and once the browser was allowed to. */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  runAt: 'document_end',
  async main(context) {
    await whileWanted(
      (stored) => invitedSite(location.origin, stored),
      context.signal,
      (settings, signal) => inhabit(taughtSite(settings), context, signal),
    );
  },
});
