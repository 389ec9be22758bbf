const CHINA = 8 * 60 * 60 * 1000;

/** `yyyy-MM-dd HH:mm:ss` in China's time, as all three CRMs mean it. */
export function chinaTime(epochMs: number): string {
  return new Date(epochMs + CHINA).toISOString().slice(0, 19).replace('T', ' ');
}

/** Epoch ms of `yyyy-MM-dd` or `yyyy-MM-dd HH:mm[:ss]` in China's time; null when it is neither. */
export function fromChinaTime(text: string): number | null {
  const found = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d)(:\d\d)?)?$/.exec(text.trim());
  if (!found) return null;
  const ms = Date.parse(`${found[1]}T${found[2] ?? '00:00'}${found[3] ?? ':00'}+08:00`);
  return Number.isNaN(ms) ? null : ms;
}

/** ISO text with China's offset, as lixiao writes the times of an address. */
export function chinaIso(epochMs: number): string {
  return `${chinaTime(epochMs).replace(' ', 'T')}.000+08:00`;
}
