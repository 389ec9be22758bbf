import type { Page } from 'playwright-core';
import { ownPage } from '../support/chromium.ts';
import { walkByKeyboard } from '../support/keyboard-walk.ts';
import { saved, setStage } from '../support/stage.ts';

walkByKeyboard(async () => {
  const stage = await setStage({ language: 'en-US' });
  return {
    crms: stage.crms,
    options: stage.options,
    openChats: () => stage.openChats(),
    openedPanel: () => ownPage(stage.browser, 'sidepanel.html'),
    enter: (page) => page.bringToFront(),
    saved: (panel) => saved(stage, panel as Page),
    close: () => stage.close(),
  };
});
