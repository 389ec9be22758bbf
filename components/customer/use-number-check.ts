import { useEffect, useState } from 'preact/hooks';
import { LIMITS } from '../../lib/model/limits';
import type { Problem } from '../../lib/model/problem';
import { splitNumbers, typedNumbers } from '../../lib/model/split-phones';
import { faultInNumbers } from '../../lib/model/typed-number';
import { useHome } from '../use-home';
import { problemText } from '../../locales/problem';
import { useTexts } from '../texts';

/** How long the typing pauses before a number is checked, in ms: a number that is half typed is no fault. */
const PAUSE = 500;

/** Checks a line of phone numbers; `most` is how many the CRM takes. Both results are sentences: a `fault` prevents saving, a `hint` does not. */
export function useNumberCheck(line: string, most: number): { fault: string | null; hint: string | null } {
  const { t } = useTexts();
  const home = useHome();
  const [settled, setSettled] = useState(line);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(line), PAUSE);
    return () => clearTimeout(timer);
  }, [line]);
  const now = faultInNumbers(line, home);
  const much = tooMuch([typedNumbers(line, home), splitNumbers(line, home)], most);
  if (much) return { fault: problemText(much, t, 0), hint: null };
  if (now?.kind === 'none') return { fault: t('add.noNumber', { text: now.text }), hint: null };
  const mild = settled === line ? now : null;
  if (!mild) return { fault: null, hint: null };
  return { fault: null, hint: `${mild.text}: ${t(mild.kind === 'odd' ? `phone.odd.${mild.why}` : 'add.shortNumber')}` };
}

/** More numbers than a customer can have, or a longer one; the two forms part a line differently. */
function tooMuch(ways: string[][], most: number): Problem | null {
  const length = Math.max(...ways.map((numbers) => numbers.length));
  if (length > most) return { kind: 'too-long', what: 'list', length, most };
  const longest = Math.max(0, ...ways.flat().map((number) => number.length));
  return longest > LIMITS.short ? { kind: 'too-long', what: 'phone', length: longest, most: LIMITS.short } : null;
}
