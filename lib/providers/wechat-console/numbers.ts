/**
 * The numbers that the console has given to names, as a person writes them into the settings: `高意向=42906, 老客=81100608`. No
 * published call lists them. What is not a name, a sign = and a number is passed over.
 */
export function numbersOf(text: string | undefined): Map<string, string> {
  const pairs = (text ?? '').split(/[,，;；、\n]+/).flatMap((part) => {
    const [sign = '', number = ''] = /[=＝:：]\s*(\d+)$/.exec(part.trim()) ?? [];
    const name = part
      .trim()
      .slice(0, part.trim().length - sign.length)
      .trim();
    return number && name ? [[name, number] as const] : [];
  });
  return new Map(pairs);
}
