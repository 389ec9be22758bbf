import { useId, useState } from 'preact/hooks';
import type { SameGroup } from '../../../lib/model/many/same-keys';
import type { Line } from '../../../lib/model/table/columns';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { maskPhone, spacedPhone } from '../../customer/mask';
import { Pill } from '../../pill';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';

interface GroupProps {
  group: SameGroup;
  lines: Line[];
  maskPhones: boolean;
  onMerge: (a: string, b: string) => void;
  onApart: () => void;
}

/** A group of customers who may be one person. In a larger group, two are selected to be merged. */
export function Group({ group, lines, maskPhones, onMerge, onApart }: GroupProps) {
  const own = useCustomersTexts();
  const { t, ago } = useTexts();
  const id = useId();
  const now = useNow(null);
  const [chosen, setChosen] = useState<string[]>(lines.slice(0, 2).map((line) => line.id));
  if (lines.length < 2) return null;
  const names = [...new Set(lines.map(({ name }) => name))].join(t('common.separator'));
  const toggle = (one: string) => setChosen(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one].slice(-2));
  return (
    <li aria-labelledby={id} class="rounded-m border border-line bg-surface shadow-card">
      <div class="flex flex-wrap items-center gap-2 px-3 py-2">
        <h2 id={id} class="min-w-0 font-semibold break-words">
          {names}
        </h2>
        <Pill tone="warn">{own(`duplicates.by.${group.by}`)}</Pill>
      </div>
      <ul class="divide-y divide-line border-y border-line">
        {lines.map(({ id: one, name, company, phone, updatedAt, tags }) => (
          <li key={one}>
            <label class="flex min-h-11 cursor-pointer items-center gap-3 px-3 py-1.5 hover:bg-hover">
              {lines.length > 2 && (
                <input type="checkbox" class="size-4 accent-accent" checked={chosen.includes(one)} onChange={() => toggle(one)} />
              )}
              <span class="min-w-0 flex-1">
                <span class="block font-medium break-words">{name || own('all.nameless')}</span>
                <span class="block text-sm break-words text-ink-2">
                  {[company, phone && inOnePiece(maskPhones ? maskPhone(phone) : spacedPhone(phone)), ...tags.map((tag) => tag.name)]
                    .filter(Boolean)
                    .join('\u00A0· ')}
                </span>
              </span>
              {updatedAt !== null && <span class="shrink-0 text-sm text-ink-3">{ago(updatedAt, now)}</span>}
            </label>
          </li>
        ))}
      </ul>
      <div class="flex flex-wrap gap-2 px-3 py-2">
        <Button look="primary" disabled={chosen.length !== 2} aria-describedby={id} onClick={() => onMerge(chosen[0]!, chosen[1]!)}>
          {own('duplicates.compare')}
        </Button>
        <Button look="quiet" aria-describedby={id} onClick={onApart}>
          {own('duplicates.apart')}
        </Button>
      </div>
    </li>
  );
}

/** A number whose groups of digits stay on one line. */
function inOnePiece(number: string): string {
  return number.replaceAll(' ', '\u00A0');
}
