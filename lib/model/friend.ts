/** A WeChat friend of one of the team's accounts, who may be a customer or not. */
export interface Friend {
  id: string;
  /** The name that they have chosen. */
  name: string;
  /** The name that the team gave them, null if none. */
  nickname: string | null;
  remark: string | null;
  /** The team's account that has this friend, by its name, and the colleague who owns the account. */
  account: { id: string | null; name: string | null; owner: string | null };
  /** An opaque value that the provider needs for the next call. */
  handle: Record<string, string>;
}
