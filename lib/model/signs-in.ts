import type { SettingsWay } from './view';

/** Whether a connection with these settings is one for which the person signs in with an account of their company. */
export function signsIn({ ways = [] }: { ways?: SettingsWay[] }, values: Record<string, string>): boolean {
  return ways.some((way) => way.signsIn === true && Object.entries(way.values).every(([key, value]) => values[key] === value));
}
