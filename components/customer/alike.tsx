import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Alike } from '../../lib/model/alike';
import { refKey, type CustomerRef } from '../../lib/model/customer';
import type { LocalHit, LocalHits } from '../../lib/model/search/local-hit';
import { Button } from '../button';
import { Icon } from '../icon';
import { useAnnounce } from '../live';
import { useTexts } from '../texts';
import { maskPhone, spacedPhone } from './mask';

/** How long nothing must have been typed before customers are compared, in ms. */
const PAUSE = 250;

/**
 * Customers who may be the one that is being typed, described by `what`. The last answer stays until the next is there; if the CRM cannot be asked
 * now, it is asked again when the customer is sent.
 */
export function useAlike(what: string, load: () => Promise<Alike[]>): { alike: Alike[]; again: () => Promise<void> } {
  const [alike, setAlike] = useState<Alike[]>([]);
  const turn = useRef(0);
  async function ask(): Promise<void> {
    const mine = ++turn.current;
    const found = await load().catch(() => null);
    if (found && turn.current === mine) setAlike(found);
  }
  useEffect(() => {
    const timer = setTimeout(() => void ask(), PAUSE);
    return () => {
      clearTimeout(timer);
      turn.current++;
    };
  }, [what]);
  return { alike, again: ask };
}

/** One who is there already; a namesake has the name alone. */
export type Resembling = Omit<Alike, 'by'> & { by: Alike['by'] | 'namesake' };

/** Who of the connection has the name that is being typed, whatever else is known of them. */
export function useNamesakes(name: string, connection: string, search: (name: string) => Promise<LocalHits>): Resembling[] {
  const [found, setFound] = useState<Resembling[]>([]);
  useEffect(() => {
    let here = true;
    const timer = setTimeout(() => {
      const hits = name === '' ? Promise.resolve([]) : search(name).then((answer) => answer.hits);
      hits.then(
        (all) => here && setFound(all.filter((hit) => hit.ref.connection === connection && plain(hit.name) === plain(name)).map(namesake)),
        () => undefined,
      );
    }, PAUSE);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [name, connection]);
  return found;
}

function namesake({ ref, name, company, phones }: LocalHit): Resembling {
  return { ref, name, company, phone: phones[0] ?? null, by: 'namesake' };
}

function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}

interface AlikeNoteProps {
  alike: Resembling[];
  connection: string;
  maskPhones: boolean;
  /** Whether the person insists that it is another customer with the same number. */
  insists: boolean;
  onInsist: (insists: boolean) => void;
  onChoose: (ref: CustomerRef) => void;
}

/** At most this many are shown; of the rest only the count. */
const SHOWN = 3;

/**
 * The customers who may be the same, each with the choice to take them instead; for one with the same number, the box that says it is another person.
 */
export function AlikeNote({ alike, connection, maskPhones, insists, onInsist, onChoose }: AlikeNoteProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const first = alike[0];
  const said = first ? t(`alike.${first.by}`, { connection }) : '';
  const names = alike.map(({ name }) => name).join('\n');
  useEffect(() => {
    if (first) announce(`${said} ${first.name}`);
  }, [said, names]);
  if (!first) return null;
  return (
    <div class="grid grid-cols-1 gap-2 rounded-m bg-warn-soft px-2.5 py-2">
      <p class="flex gap-2 text-warn">
        <span class="mt-0.5">
          <Icon name="warn" />
        </span>
        <span class="min-w-0 break-words">{said}</span>
      </p>
      <ul class="grid grid-cols-1 gap-2">
        {alike.slice(0, SHOWN).map((one) => (
          <AlikeLine key={refKey(one.ref)} alike={one} maskPhones={maskPhones} onChoose={onChoose} />
        ))}
      </ul>
      {alike.length > SHOWN && <p class="text-sm text-ink-2">{t('alike.more', { count: alike.length - SHOWN })}</p>}
      {first.by === 'phone' && (
        <label class="flex cursor-pointer items-start gap-2">
          <input type="checkbox" class="mt-1 accent-accent" checked={insists} onChange={(event) => onInsist(event.currentTarget.checked)} />
          <span class="min-w-0">{t('alike.another')}</span>
        </label>
      )}
    </div>
  );
}

type AlikeLineProps = Pick<AlikeNoteProps, 'maskPhones' | 'onChoose'> & { alike: Resembling };

function AlikeLine({ alike: { ref, name, company, phone }, maskPhones, onChoose }: AlikeLineProps) {
  const { t } = useTexts();
  const id = useId();
  const number = phone && (maskPhones ? maskPhone(phone) : spacedPhone(phone));
  return (
    <li class="flex flex-wrap items-center gap-x-2 gap-y-1.5">
      <div id={id} class="min-w-0 flex-[1_1_9rem]">
        <p class="font-medium break-words">{name}</p>
        {(company || number) && (
          <p class="text-sm break-words text-ink-2">
            {company}
            {company && number && ' · '}
            <span class="whitespace-nowrap max-[15rem]:whitespace-normal">{number}</span>
          </p>
        )}
      </div>
      <Button aria-describedby={id} onClick={() => onChoose(ref)}>
        {t('several.choose')}
      </Button>
    </li>
  );
}
