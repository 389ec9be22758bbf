import { loadTexts } from '../../locales/translate.ts';

// Tests use English; an own page loads the texts of its language before it shows anything.
await Promise.all([loadTexts('en'), loadTexts('zh_TW'), loadTexts('zh_CN')]);
