import type { SettingsFault } from '../model/settings-document';
import { withoutFaults } from '../model/without-faults';
import { isGuard, toldFault, type JsonFault } from '../wire/json-faults';

/** A settings document without the selectors of taught pages that this browser refuses, and those with their paths. */
export function withoutBadSelectors(document: string): { document: string; faults: SettingsFault[] } {
  const json = parsed(document);
  const { kept, faults } = withoutFaults(json, selectorFaults);
  return faults.length > 0 ? { document: JSON.stringify(kept), faults: faults.map(toldFault) } : { document, faults: [] };
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return null;
  }
}

function selectorFaults(json: unknown): JsonFault[] {
  const { sites } = Object(json) as { sites?: unknown };
  return (Array.isArray(sites) ? (sites as unknown[]) : []).flatMap((site, position) => {
    const { read } = Object(site) as { read?: unknown };
    return Object.entries(Object(read) as object).flatMap(([part, candidates]: [string, unknown]) => {
      const list: unknown[] = Array.isArray(candidates) ? candidates : [];
      const wrong = list.flatMap((one, place) => (typeof one === 'string' && !isCandidate(one) ? [place] : []));
      const isLost = isGuard(part) && wrong.length === list.length;
      return wrong.map((place) => ({
        at: ['sites', position, 'read', part, place],
        expected: 'selector or selector@attribute',
        found: 'string',
        ...(isLost && { takes: ['sites', position] }),
      }));
    });
  });
}

function isCandidate(candidate: string): boolean {
  const selector = candidate.replace(/@[\w:.-]+$/, '');
  if (selector === '') return candidate !== '';
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}
