import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { startService } from '../../lib/service/start';

export default defineBackground(() => {
  startService();
  void browser.sidePanel?.setPanelBehavior({ openPanelOnActionClick: true });
});
