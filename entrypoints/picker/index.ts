import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { runPicker } from '../../components/picker/picker';
import type { SpokenLanguage } from '../../lib/model/language';
import type { SiteParts } from '../../lib/model/settings';
import { entryAround, idsAt, learn, learnId, newLesson, readLesson, unlearn } from '../../lib/sites/lesson';
import { pickerTexts } from '../../locales/picker';

/**
 * Injected by the options page when a person teaches a page. The script's result is what was learned: it sends no message, and the worker
 * accepts none of it from a page.
 */
export default defineUnlistedScript(async (): Promise<SiteParts | null> => {
  const { kebianLanguage = 'zh_CN', kebianPicking } = globalThis as { kebianLanguage?: SpokenLanguage; kebianPicking?: boolean };
  if (kebianPicking) return null;
  Object.assign(globalThis, { kebianPicking: true });
  // A picker that Firefox has ended would become visible again beside this one (`lib/model/page-sheet.ts`).
  if (import.meta.env.BROWSER === 'firefox') for (const left of document.querySelectorAll('kebian-picker')) left.remove();
  const lesson = newLesson();
  const kept = await runPicker(document, pickerTexts[kebianLanguage], {
    around: (step, element) => (step === 'row' || step === 'message' ? entryAround(element) : element),
    idsAt,
    takeId: (element, choice) => learnId(lesson, idsAt(element)[choice]!),
    take: (step, element) => learn(lesson, step, element),
    forget: (step) => unlearn(lesson, step),
    read: () => readLesson(lesson, document),
  });
  Object.assign(globalThis, { kebianPicking: false });
  return kept ? lesson.parts : null;
});
