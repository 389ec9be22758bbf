import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { concealed } from '../model/conceal';
import { later } from '../model/later';
import { ProblemError } from '../model/problem';
import { ALL_ALLOWED, FORBIDDABLE, type Rules } from '../model/rules';
import { withoutFaults } from '../model/without-faults';
import { splitKey } from '../wire/item-keys';
import { faultsOf, toldFault } from '../wire/json-faults';
import type { SettingsFault } from '../model/settings-document';
import { showAs } from './session/items';

/** The keys of a policy that do not belong to a settings document. */
const KEYS = ['allow', 'passphrase'] as const;

const POLICY_RULES = later(() =>
  v.strictObject({
    allow: v.optional(v.strictObject(Object.fromEntries(FORBIDDABLE.map((rule) => [rule, v.optional(v.boolean())]))), {}),
    passphrase: v.optional(v.picklist(['optional', 'required']), 'optional'),
  }),
);

interface ReadRules {
  rules: Rules;
  faults: SettingsFault[];
}

let reading: Promise<ReadRules> | null = null;
let known: Rules = ALL_ALLOWED;

/** Called when the worker starts and when the policy has changed: the policy is read again at the next request. */
export function openRules(): void {
  reading = null;
}

/** What the administrator's policy allows. Read from managed storage each time, so that no page and no stored record can change it. */
export async function rulesNow(): Promise<Rules> {
  return (await read()).rules;
}

/** The same, synchronously, from the rules that were last read. */
export function needsPassphrase(): boolean {
  return !known.unsealed;
}

/** The faults of that part of the policy. */
export async function ruleFaults(): Promise<SettingsFault[]> {
  return (await read()).faults;
}

/** Throws the Problem `managed` if the policy forbids it. */
export async function refuseForbidden(rule: keyof Rules): Promise<void> {
  if (!(await rulesNow())[rule]) throw new ProblemError({ kind: 'managed' });
}

/** A policy without its rules: a settings document. */
export function withoutRules<T extends object>(policy: T): Omit<T, (typeof KEYS)[number]> {
  return Object.fromEntries(Object.entries(policy).filter(([key]) => !(KEYS as readonly string[]).includes(key))) as never;
}

function read(): Promise<ReadRules> {
  return (reading ??= readRules());
}

async function readRules(): Promise<ReadRules> {
  // An unmanaged browser rejects the call.
  const policy: Record<string, unknown> = await browser.storage.managed.get([...KEYS]).catch(() => ({}));
  const given = Object.fromEntries(KEYS.flatMap((key) => (policy[key] === undefined ? [] : [[key, policy[key]]])));
  const { kept = {}, faults } = withoutFaults(given, (value) => {
    const checked = v.safeParse(POLICY_RULES, value);
    return checked.success ? [] : faultsOf(checked.issues);
  });
  const { allow, passphrase } = v.parse(POLICY_RULES, kept);
  const rules = { ...ALL_ALLOWED, ...allow, unsealed: passphrase === 'optional' };
  known = rules;
  showAs(rules.reveal ? null : (key, value) => (splitKey(key)[0] === 'customer' ? concealed(value) : value));
  return { rules, faults: faults.map(toldFault) };
}
