/** A WeChat friend of one of the team's accounts, who may be a customer or not. */
export interface Friend {
  id: string;
  /** What they call themselves. */
  name: string;
  /** What the team calls them, null if not set. */
  nickname: string | null;
  remark: string | null;
  /** The team's account whose friend this is, by its name, and the colleague who has it. */
  account: { id: string | null; name: string | null; owner: string | null };
  /** What the provider needs to continue from here; opaque to others. */
  handle: Record<string, string>;
}
