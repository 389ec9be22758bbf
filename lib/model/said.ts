/** What a person has said of whom a contact (by `contactKey`) is, at a time (epoch ms), of so many customers. */
export interface Said {
  contact: string;
  what: 'chosen' | 'refused' | 'unlinked';
  count: number;
  at: number;
}
