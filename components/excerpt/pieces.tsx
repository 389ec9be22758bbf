import { useState } from 'preact/hooks';
import type { Customer } from '../../lib/model/customer';
import type { Piece } from '../../lib/model/excerpt';
import { changesFor, placesOf, valueAt, type Place } from '../../lib/model/excerpt-places';
import { LIMITS } from '../../lib/model/limits';
import { normalizePhone } from '../../lib/model/phone';
import type { Problem } from '../../lib/model/problem';
import type { Region } from '../../lib/model/region';
import type { Card } from '../../lib/model/view';
import { problemText } from '../../locales/problem';
import { INPUT, Labelled, TextArea } from '../field';
import { onceOf } from '../form';
import { FormButtons } from '../form-buttons';
import { keyOf } from '../keys';
import { useAnnounce } from '../live';
import { Note, ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import { useHome } from '../use-home';

interface PiecesProps {
  card: Card;
  customer: Customer;
  text: string;
  pieces: Piece[];
  actions: PanelActions;
  onClose: () => void;
}

/** A line for each piece that the record takes, ticked where its place is empty; the whole text goes into the remark or becomes a follow-up. */
export function Pieces({ card, customer, text, pieces, actions, onClose }: PiecesProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const home = useHome();
  const { can } = card.connection;
  const [lines, setLines] = useState(() => linesOf(pieces, customer, card, home));
  const places = placesOf(lines, customer, can);
  const [whole, setWhole] = useState<'' | 'remark' | 'follow-up'>(lines.length === 0 && can.changes.includes('remark') ? 'remark' : '');
  const [once] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wanted = lines.filter(({ on, text }, at) => on && places[at] && text.trim() !== '');
  const count = wanted.length + Number(whole !== '');

  const most = whole === 'follow-up' ? LIMITS.followUp : LIMITS.text;
  const tooLong: Problem | null = whole !== '' && text.length > most ? { kind: 'too-long', what: 'text', length: text.length, most } : null;

  async function write(event: Event): Promise<void> {
    event.preventDefault();
    if (busy || count === 0 || tooLong) return;
    setBusy(true);
    const found = await writeAll();
    setBusy(false);
    setProblem(found);
    if (found) return;
    announce(t('excerpt.written', { name: customer.name }));
    onClose();
  }
  async function writeAll(): Promise<Problem | null> {
    const ref = { connection: customer.connection, id: customer.id };
    const said = wanted.map(({ kind, text: typed }) => {
      const text = typed.trim();
      return { kind, text, line: t('excerpt.line', { label: t(`excerpt.${kind}`), text }) };
    });
    for (const change of changesFor(customer, can, said, whole === 'remark' ? [text] : [])) {
      const found = await actions.submit(ref, change, undefined, onceOf(once, change));
      if (found) return found;
    }
    if (whole !== 'follow-up') return null;
    const contents = { text, kind: null, remindAt: null, stage: null };
    const followUp = { ...contents, at: new Date().toISOString() };
    return actions.submit(ref, { kind: 'follow-up', followUp }, undefined, onceOf(once, contents));
  }
  const wholes = [...(can.changes.includes('remark') ? (['remark'] as const) : []), ...(can.addFollowUp ? (['follow-up'] as const) : [])];
  if (lines.length === 0 && wholes.length === 0)
    return (
      <Note tone="info" icon="chat">
        {t('excerpt.readOnly', { name: card.connection.name })}
      </Note>
    );
  return (
    <form aria-label={t('excerpt.title')} noValidate class="grid grid-cols-1 gap-2.5" onSubmit={(event) => void write(event)}>
      <p class="break-words">{t('excerpt.into', { name: customer.name, connection: card.connection.name })}</p>
      {lines.map((line, at) => (
        <PieceLine
          key={at}
          line={line}
          place={places[at] ?? null}
          replaces={places[at] ? valueAt(places[at], customer) : ''}
          onLine={(next) => setLines(lines.map((one, place) => (place === at ? next : one)))}
        />
      ))}
      {wholes.length > 0 && (
        <Labelled label={t('excerpt.whole')} fault={tooLong && problemText(tooLong, t, 0)}>
          {(ids) => (
            <select {...ids} class={INPUT} value={whole} onChange={(event) => setWhole(event.currentTarget.value as typeof whole)}>
              <option value="">{t('excerpt.nowhere')}</option>
              {wholes.map((one) => (
                <option key={one} value={one}>
                  {t(`excerpt.as-${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      {problem && <ProblemNote problem={problem} />}
      <FormButtons submit={t('excerpt.write')} disabled={busy || count === 0} onCancel={onClose} />
    </form>
  );
}

interface Line extends Piece {
  on: boolean;
}

/** Those that are not there already, ticked where the place that is left for them is empty. */
function linesOf(pieces: Piece[], customer: Customer, { connection: { can } }: Card, home: Region | null): Line[] {
  const numbers = customer.phones.map(({ number }) => normalizePhone(number, home));
  const lines: Line[] = [];
  for (const piece of pieces) {
    const [place] = placesOf([...lines, { ...piece, on: false }], customer, can).slice(-1);
    const now = place && valueAt(place, customer);
    const isThere = now === piece.text || (piece.kind === 'phone' && numbers.includes(normalizePhone(piece.text, home)));
    if (place && !isThere) lines.push({ ...piece, on: now === '' });
  }
  return lines;
}

interface PieceLineProps {
  line: Line;
  /** Where it is written, given those before it; null while these leave it no room. */
  place: Place | null;
  /** The present value that would be replaced; '' where there is none. */
  replaces: string;
  onLine: (line: Line) => void;
}

function PieceLine({ line, place, replaces, onLine }: PieceLineProps) {
  const { t } = useTexts();
  const { kind, text, on } = line;
  const label = t(`excerpt.${kind}`);
  const write = (value: string) => onLine({ ...line, text: value, on: true });
  const help =
    place === null
      ? t('excerpt.noRoom')
      : replaces
        ? t('excerpt.replaces', { value: replaces })
        : place.kind === 'remark' && t('excerpt.inRemark');
  return (
    <div class="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2">
      <input
        type="checkbox"
        class="mt-7 size-4 accent-accent"
        aria-label={t('excerpt.take', { label })}
        checked={on && place !== null}
        disabled={place === null}
        onChange={(event) => onLine({ ...line, on: event.currentTarget.checked })}
      />
      {kind === 'address' ? (
        <Labelled label={label} help={help}>
          {(ids) => <AddressBox {...ids} value={text} onValue={write} />}
        </Labelled>
      ) : (
        <TextLine label={label} help={help} most={LIMITS.short} value={text} onValue={write} />
      )}
    </div>
  );
}

interface AddressBoxProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  value: string;
  onValue: (value: string) => void;
}

/** An address is longer than the panel is wide, and has to be seen whole to be checked; Enter sends the form all the same. */
function AddressBox({ value, onValue, ...ids }: AddressBoxProps) {
  return (
    <TextArea
      {...ids}
      rows={2}
      most={LIMITS.text}
      class={`${INPUT} h-auto field-sizing-content max-h-40 min-h-8 resize-none py-1`}
      value={value}
      onInput={(event) => onValue(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Enter') return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
