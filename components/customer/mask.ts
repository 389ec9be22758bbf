/** 138 **** 1111: what stays visible of a phone number until it is asked for. Short numbers keep their last two digits. */
export function maskPhone(number: string): string {
  const digits = number.normalize('NFKC').replace(/\D/g, '');
  if (digits.length < 7) return `${'*'.repeat(Math.max(0, digits.length - 2))}${digits.slice(-2)}`;
  const local = withoutCountry(digits);
  return local.length === 11 ? `${local.slice(0, 3)} **** ${local.slice(-4)}` : `**** ${local.slice(-4)}`;
}

/** 138 0000 1111 for Chinese mobile numbers; others as they are written. */
export function spacedPhone(number: string): string {
  const mobile = /^(\+?86[- ]?)?(1\d{2})[- ]?(\d{4})[- ]?(\d{4})$/.exec(number.trim());
  return mobile ? `${mobile[1] ? '+86 ' : ''}${mobile[2]} ${mobile[3]} ${mobile[4]}` : number;
}

/** The last four digits, or '' when there are fewer. */
export function phoneTail(number: string): string {
  return /(\d{4})\D*$/.exec(number.normalize('NFKC'))?.[1] ?? '';
}

function withoutCountry(digits: string): string {
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
}
