/** The body of a call that changes a customer: the columns that it writes. */
export interface Body {
  customer: Record<string, unknown>;
  check_duplicates?: 'true';
}

/** A text as the CRM keeps it: line ends are one sign, and blanks around it are gone. */
export function plain(text: string | null | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim();
}
