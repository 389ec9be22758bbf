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
    // The page itself is at / alone: under the other addresses of these hosts are pictures, downloads and the like.
    if (!site || location.pathname !== '/' || !isWebPage(document)) return;
    moveIn();
    // Whoever puts the script into a page waits for what `main` returns, and may have to go on before the worker can answer.
    void whileWanted(
      (reading) => (reading === 'known' ? true : null),
      context.signal,
      (_, signal) => inhabit(tellingRefusals(site, document, signal), context, signal, createPopovers),
    );
  },
});
