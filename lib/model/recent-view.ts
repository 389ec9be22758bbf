/** A contact whose chat was open in this session, with the matched customer. */
export interface RecentView {
  key: string;
  name: string;
  customer: string | null;
  /** Distinguishes the customer from another of the same name. */
  company?: string;
}
