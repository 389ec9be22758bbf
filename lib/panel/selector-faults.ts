import type { SiteSettings } from '../model/settings';
import type { SettingsFault } from '../wire/protocol';

/** What this browser does not take for a selector in the taught pages of a settings document, each with its path. */
export function selectorFaults(sites: SiteSettings[]): SettingsFault[] {
  return sites.flatMap(({ read }, site) =>
    Object.entries(read).flatMap(([part, candidates]: [string, string[]]) =>
      candidates.flatMap((candidate, place) =>
        isCandidate(candidate)
          ? []
          : [{ path: `sites[${site}].read.${part}[${place}]`, expected: 'selector or selector@attribute', found: 'string' }],
      ),
    ),
  );
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
