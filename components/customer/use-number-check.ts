import { useEffect, useState } from 'preact/hooks';
import { faultInNumbers } from '../../lib/model/typed-number';
import { useHome } from '../use-home';
import { useTexts } from '../texts';

/** How long the typing pauses before a number is checked, in ms: a number that is half typed is no fault. */
const PAUSE = 500;

/** What is wrong with the line of numbers, in words: `fault` is in the way, `hint` is not. */
export function useNumberCheck(line: string): { fault: string | null; hint: string | null } {
  const { t } = useTexts();
  const home = useHome();
  const [settled, setSettled] = useState(line);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(line), PAUSE);
    return () => clearTimeout(timer);
  }, [line]);
  const now = faultInNumbers(line, home);
  if (now?.kind === 'none') return { fault: t('add.noNumber', { text: now.text }), hint: null };
  const mild = settled === line ? now : null;
  if (!mild) return { fault: null, hint: null };
  return { fault: null, hint: `${mild.text}: ${t(mild.kind === 'odd' ? `phone.odd.${mild.why}` : 'add.shortNumber')}` };
}
