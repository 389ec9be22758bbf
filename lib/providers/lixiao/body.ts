/** The body of a call that changes a customer: the columns that it writes. */
export interface Body {
  customer: Record<string, unknown>;
  check_duplicates?: 'true';
}
