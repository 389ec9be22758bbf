import type { Customer, CustomerField } from './customer';
import type { Change, CustomerDetails } from './edit';
import type { PieceKind } from './excerpt';
import type { Abilities } from './view';

/** The place in a customer's record where a piece of a chat would be written. */
export type Place =
  | { kind: 'details'; part: keyof CustomerDetails }
  | { kind: 'field'; field: CustomerField }
  /** The record has no field for it: it becomes a line of the remark. */
  | { kind: 'remark' };

/** What the connection can change of a record. */
export type Can = Pick<Abilities, 'changes' | 'details' | 'mostPhones'>;

/**
 * The place of each piece, null where it cannot be written anywhere. A record has room for one name, and for as many numbers as the CRM keeps: what
 * the pieces before it that are to be written have taken, a piece no longer gets.
 */
export function placesOf(pieces: readonly { kind: PieceKind; on: boolean }[], customer: Customer, can: Can): (Place | null)[] {
  const taken: Place[] = [];
  return pieces.map(({ kind, on }) => {
    const place = placeOf(kind, customer, can, taken);
    if (on && place) taken.push(place);
    return place;
  });
}

function placeOf(kind: PieceKind, customer: Customer, can: Can, taken: readonly Place[]): Place | null {
  const part = ({ name: 'name', company: 'company', phone: 'phones' } as const)[kind as string];
  if (part && can.details.includes(part) && hasRoom(part, customer, can, taken)) return { kind: 'details', part };
  const field = can.changes.includes('field') ? fieldFor(kind, customer.fields) : undefined;
  if (field && !taken.some((place) => place.kind === 'field' && place.field.id === field.id)) return { kind: 'field', field };
  return can.changes.includes('remark') ? { kind: 'remark' } : null;
}

function hasRoom(part: keyof CustomerDetails, { phones }: Customer, { mostPhones }: Can, taken: readonly Place[]): boolean {
  const added = taken.filter((place) => place.kind === 'details' && place.part === part).length;
  if (part !== 'phones') return added === 0;
  // Numbers are written all at once, so none of those that are there may be hidden.
  return phones.length + added < mostPhones && phones.every(({ hidden }) => !hidden);
}

/** The present value at the place, '' where there is none. A number, or a line of the remark, is added to what is there. */
export function valueAt(place: Place, { name, company }: Customer): string {
  if (place.kind === 'field') return typeof place.field.value === 'string' ? place.field.value : '';
  return place.kind === 'details' && place.part !== 'phones' ? ((place.part === 'name' ? name : company) ?? '') : '';
}

/** A piece that a person has checked, as it will be written; `line` is its form as a line of the remark. */
export interface Chosen {
  kind: PieceKind;
  text: string;
  line: string;
}

/** The changes that write the pieces, and `lines` below the remark, in as few edits as possible. */
export function changesFor(customer: Customer, can: Can, chosen: Chosen[], lines: string[]): Change[] {
  const details: CustomerDetails = {};
  const changes: Change[] = [];
  const added: string[] = [];
  const places = placesOf(
    chosen.map(({ kind }) => ({ kind, on: true })),
    customer,
    can,
  );
  for (const [at, { text, line }] of chosen.entries()) {
    const place = places[at];
    if (place?.kind === 'field') changes.push({ kind: 'field', field: place.field.id, value: text });
    else if (place?.kind === 'remark') added.push(line);
    else if (place?.part === 'phones') details.phones = [...(details.phones ?? customer.phones.map(({ number }) => number)), text];
    else if (place) details[place.part] = text;
  }
  if (Object.keys(details).length > 0) changes.unshift({ kind: 'details', details });
  const all = [...added, ...lines];
  if (all.length > 0) changes.push({ kind: 'remark', text: [customer.remark ?? '', ...all].filter(Boolean).join('\n') });
  return changes;
}

const FIELDS: Partial<Record<PieceKind, { id: string; label: RegExp }>> = {
  address: { id: 'address', label: /地址|住址|address/i },
  fax: { id: 'fax', label: /传真|傳真|fax/i },
  postcode: { id: 'postcode', label: /邮编|郵編|邮政编码|郵政編碼|郵遞區號|post(?:al)? ?code|zip/i },
  email: { id: 'email', label: /邮箱|郵箱|邮件|郵件|e-?mail/i },
  wechat: { id: 'wechat', label: /微信|wechat|weixin/i },
  company: { id: 'company', label: /^(?:公司|单位|單位|company)(?:名称|名稱| name)?$/i },
};

/** A text field whose label names this kind of piece: first the one with the given id, then those without a value. */
function fieldFor(kind: PieceKind, fields: CustomerField[]): CustomerField | undefined {
  const wanted = FIELDS[kind];
  if (!wanted) return undefined;
  const able = fields.filter(({ editable, type }) => editable && ['text', 'long-text', 'address'].includes(type));
  const named = able.filter(({ label }) => wanted.label.test(label));
  return able.find(({ id }) => id === wanted.id) ?? named.find(({ value }) => value === null || value === '') ?? named[0];
}
