import { isBeforeTheCrm, mayBeOfOne, type Problem } from '../lib/model/problem';
import { durationText } from './times';
import type { Key, Translate, Values } from './translate';

/** What a person reads about a problem. `now` is epoch ms, for the time that is left. */
export function problemText(problem: Problem, t: Translate, now: number): string {
  switch (problem.kind) {
    case 'rate-limited':
      return rateLimited(problem, t, now);
    case 'timed-out':
      return t('problem.timed-out', { span: durationText(problem.seconds * 1000, t.language) });
    case 'clock-off':
      return t('problem.clock-off', { off: durationText(problem.minutes * 60_000, t.language) });
    case 'signed-out':
      return t(problem.elsewhere ? 'problem.signed-out-elsewhere' : 'problem.signed-out');
    case 'not-signed-in':
      return t(`problem.not-signed-in-${problem.why}`);
    case 'credentials-refused':
      return says(problem.message)
        ? t('problem.credentials-refused-because', { message: problem.message })
        : t('problem.credentials-refused');
    case 'not-trusted':
      return problem.address === null ? t('problem.not-trusted-unsaid') : t('problem.not-trusted', { address: problem.address });
    case 'beyond-reach':
      return t(`problem.beyond-reach-${problem.of}`);
    case 'server-error':
      return t(isBeforeTheCrm(problem) ? 'problem.before-the-crm' : 'problem.server-error', { status: problem.status });
    case 'already-there':
      return t(`problem.already-there-${problem.by}`);
    case 'not-moved':
      return t(problem.later ? 'problem.not-moved-later' : 'problem.not-moved');
    case 'not-undone':
      return t(`problem.not-undone-${problem.why}`);
    case 'held-back':
      return t(`problem.held-back-${problem.why}`);
    case 'conflict':
      return problem.theirs === null ? t('problem.conflict-unknown') : t('problem.conflict', { theirs: problem.theirs });
    case 'refused':
      return says(problem.message) ? t('problem.refused', { message: problem.message }) : t('problem.refused-unsaid');
    case 'unfit':
      return t(`problem.unfit-${problem.wants}`);
    case 'kept':
      return problem.value.trim() ? t('problem.kept', { value: problem.value }) : t('problem.kept-nothing');
    case 'changed-too':
      return t('problem.changed-too', { changes: problem.changes.map((change) => t('problem.changed-one', change)).join('; ') });
    case 'not-understood':
      return t(problem.path ? 'problem.not-understood' : 'problem.not-understood-whole', {
        path: problem.path,
        expected: problem.expected,
      });
    case 'too-long':
      return t(problem.what === 'list' ? 'problem.too-many' : 'problem.too-long', {
        what: problem.what === 'list' ? '' : t(`problem.long-${problem.what}`),
        length: problem.length,
        most: problem.most,
      });
    case 'not-supported':
      return notSupported(problem, t);
    default:
      return t(`problem.${problem.kind}` satisfies Key, valuesOf(problem));
  }
}

/** What a CRM may not take, show, search by or do, by the text that names it elsewhere. */
const NAMED: [Key, string][] = [
  ['problem.long-tag', 'add-tag remove-tag new-tag tags'],
  ['problem.long-phone', 'phones phone'],
  ['problem.long-company', 'company creditCode'],
  ['problem.long-remark', 'remark'],
  ['problem.long-name', 'name'],
  ['facts.nickname', 'personal-name'],
  ['facts.stage', 'stage'],
  ['facts.owner', 'whose colleagues departments'],
  ['facts.created', 'created'],
  ['facts.followUp', 'followedUpOn'],
  ['followUps.title', 'follow-up followUps'],
  ['fields.title', 'field fields'],
  ['search.filters', 'product dated sorting'],
  ['card.remove', 'remove'],
  ['card.history', 'messages'],
  ['strip.tasks', 'tasks befriend'],
  ['strip.calls', 'calls'],
];

/** A CRM's or Kebian's own id for something is no word for a person: what has no name here goes without. */
function notSupported({ ability, unread }: Extract<Problem, { kind: 'not-supported' }>, t: Translate): string {
  if (unread) return t('problem.unread', { ability });
  if (ability === 'comma') return t('problem.tag-comma');
  // Behind a blank stands which of them, by the CRM's own id.
  const [key] = NAMED.find(([, ids]) => ids.split(' ').includes(ability.split(' ')[0]!)) ?? [];
  return key ? t('problem.not-supported', { ability: t(key) }) : t('problem.not-supported-this');
}

/** What a person reads about an edit that the CRM has not taken, or has taken with more than was wanted. */
export function rejectedText(problem: Problem, t: Translate, now: number): string {
  const reason = problemText(problem, t, now);
  if (problem.kind === 'changed-too') return reason;
  return t(mayBeOfOne(problem) ? 'edit.failing' : 'edit.rejected', { reason });
}

/** Some CRMs send a message of blanks, dots or dashes. */
function says(message: string | null): message is string {
  return message !== null && /[\p{L}\p{N}]/u.test(message);
}

/** Whole seconds until the CRM may be asked again, never below 0. */
export function secondsLeft(problem: Extract<Problem, { kind: 'rate-limited' }>, now: number): number {
  return Math.max(0, Math.ceil((problem.until - now) / 1000));
}

function rateLimited(problem: Extract<Problem, { kind: 'rate-limited' }>, t: Translate, now: number): string {
  const left = durationText(secondsLeft(problem, now) * 1000, t.language);
  if (problem.calls === null || problem.seconds === null) return t('problem.rate-limited-unknown', { left });
  return t('problem.rate-limited', { left, calls: problem.calls, span: durationText(problem.seconds * 1000, t.language) });
}

function valuesOf(problem: Problem): Values {
  const { kind: _, ...rest } = problem;
  return Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string | number] => isValue(entry[1])));
}

function isValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
