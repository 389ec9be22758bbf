import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { startService } from '../../lib/service/start';

export default defineBackground(() => {
  startService();
  // Firefox only opens its sidebar within a click handler, and has no setting for it.
  const { sidebarAction } = browser as typeof browser & { sidebarAction?: { toggle(): Promise<void> } };
  if (sidebarAction) browser.action.onClicked.addListener(() => void sidebarAction.toggle());
  void browser.sidePanel?.setPanelBehavior({ openPanelOnActionClick: true });
});
