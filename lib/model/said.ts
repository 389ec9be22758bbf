/** A person's decision about a contact (by `contactKey`): its time (epoch ms) and the number of customers that were chosen from. */
export interface Said {
  contact: string;
  what: 'chosen' | 'refused' | 'unlinked';
  count: number;
  at: number;
}
