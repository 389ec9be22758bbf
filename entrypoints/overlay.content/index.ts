import { defineContentScript } from 'wxt/utils/define-content-script';
import { siteFor, sites } from '../../lib/sites/registry';
import { whileWanted } from '../../lib/wire/while-wanted';
import { inhabit } from './inhabit';
import { moveIn } from './left-behind';
import { createPopovers } from './popovers';

export default defineContentScript({
  matches: sites.flatMap((site) => site.matches),
  runAt: 'document_end',
  async main(context) {
    const site = siteFor(location.hostname);
    if (!site) return;
    moveIn();
    await whileWanted(
      ({ sitesOn }) => ((sitesOn?.[site.id] ?? true) ? true : null),
      context.signal,
      (_, signal) => inhabit(site, context, signal, createPopovers),
    );
  },
});
