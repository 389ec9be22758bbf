import { defineContentScript } from 'wxt/utils/define-content-script';
import { siteFor, sites } from '../../lib/sites/registry';
import { inhabit } from './inhabit';
import { moveIn } from './left-behind';

export default defineContentScript({
  matches: sites.flatMap((site) => site.matches),
  runAt: 'document_end',
  main(context) {
    const site = siteFor(location.hostname);
    if (!site) return;
    moveIn();
    inhabit(site, context, context.signal);
  },
});
