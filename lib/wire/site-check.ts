import * as v from 'valibot';
import { later } from '../model/later';
import type { SiteSettings } from '../model/settings';
import { withoutFaults } from '../model/without-faults';
import { faultsOf, type JsonFault } from './json-faults';

/** A selector of a taught page. Only a page can check whether it is valid. */
const candidate = v.pipe(v.string(), v.maxLength(1_000), v.nonEmpty('a selector'));
const candidates = later(() => v.pipe(v.array(candidate), v.maxLength(20)));
const some = v.exactOptional(candidates);

const name = v.pipe(v.string(), v.maxLength(200));
/** The id of a page or a connection in a document that people write; told in words where it is wrong. */
export const shortId = () =>
  v.pipe(
    v.string(),
    v.maxLength(60),
    v.check((text) => /^[\w-]+$/.test(text), 'letters, digits, - and _'),
  );

const siteOf = <S extends v.GenericSchema<string | undefined, string>>(name: S) =>
  v.strictObject({
    id: shortId(),
    name,
    matches: v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.maxLength(300),
          v.check((host) => /^https?:\/\/[\w.-]+(:\d+)?\/\*$/.test(host), 'https://host/*'),
        ),
      ),
      v.minLength(1, 'https://host/*'),
      v.maxLength(20),
    ),
    lasting: v.exactOptional(v.boolean()),
    read: v.strictObject({
      id: candidates,
      name: v.pipe(candidates, v.minLength(1, 'a selector')),
      avatar: some,
      kind: some,
      idle: some,
      row: some,
      rowId: some,
      rowName: some,
      message: some,
    }),
  });

/** As in a settings document, where the name may be missing. */
export const siteCheck = later(() => siteOf(v.optional(name, '')));
/** As a page has taught it. */
export const taughtSite = later(() => siteOf(name));

/** The valid parts of a taught page, value by value; null if too few are left to read a page by. */
export function siteIn(value: unknown): { site: SiteSettings | null; faults: JsonFault[] } {
  const { kept, faults } = withoutFaults(value, (now) => {
    const checked = v.safeParse(siteCheck, now);
    return checked.success ? [] : faultsOf(checked.issues);
  });
  return { site: kept === undefined ? null : v.parse(siteCheck, kept), faults };
}
