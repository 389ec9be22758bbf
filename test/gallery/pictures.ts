import type { Picture } from './browser.ts';
import { customersStates } from './customers-states.ts';
import { optionsStates } from './options-states.ts';
import { panelStates } from './panel-states.ts';

/** Every state at the widths, themes and languages in which it has to look finished. */
export function* allPictures(): Generator<Picture> {
  for (const [state, { press }] of Object.entries(panelStates)) {
    for (const width of [320, 360, 600]) yield { state, width, theme: 'light', language: 'zh_CN', press };
    yield { state, width: 360, theme: 'dark', language: 'zh_CN', press };
    yield { state, width: 320, theme: 'light', language: 'en', press };
  }
  for (const [state, { press }] of Object.entries(customersStates)) {
    yield { state, width: 1200, theme: 'light', language: 'zh_CN', press };
    yield { state, width: 1200, theme: 'dark', language: 'en', press };
    yield { state, width: 360, theme: 'light', language: 'zh_TW', press };
    yield { state, width: 360, theme: 'dark', language: 'en', press };
  }
  for (const [state, { press, file }] of Object.entries(optionsStates)) {
    yield { state, width: 1000, theme: 'light', language: 'zh_CN', press, file };
    yield { state, width: 1000, theme: 'dark', language: 'en', press, file };
    yield { state, width: 480, theme: 'light', language: 'zh_TW', press, file };
  }
}
