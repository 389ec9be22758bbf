import { defineContentScript } from 'wxt/utils/define-content-script';
import { siteFor, sites } from '../../lib/sites/registry';
import { tellingRefusals } from '../../lib/sites/refusal';
import { isWebPage } from '../../lib/sites/web-page';
import { whileWanted } from '../../lib/wire/while-wanted';
import { inhabit } from './inhabit';
import { moveIn } from './left-behind';
import { createPopovers } from './popovers';

export default defineContentScript({
  matches: sites.flatMap((site) => site.matches),
  runAt: 'document_end',
  main(context) {
    const site = siteFor(location.hostname);
    // The page itself is at / alone: other paths of these hosts are pictures, downloads and the like.
    if (!site || location.pathname !== '/' || !isWebPage(document)) return;
    moveIn();
    // Not awaited: executeScript waits for what `main` returns, and the worker that called it may have to answer `reading` meanwhile.
    void whileWanted(
      (reading) => (reading === 'known' ? true : null),
      context.signal,
      (_, signal) => inhabit(tellingRefusals(site, document, signal), context, signal, createPopovers),
    );
  },
});
