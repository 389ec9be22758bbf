/** Mainland mobile numbers in a text, in any writing: spaces, dashes, +86, full-width digits. Eleven plain digits each. */
export function phonesIn(text: string): string[] {
  const plain = text.normalize('NFKC');
  const found = plain.matchAll(/(?<!\d)(?:\+?86[\s-]?)?(1[3-9](?:[\s-]?\d){9})(?!\d)/g);
  return [...new Set([...found].map((match) => match[1]!.replace(/\D/g, '')))];
}
