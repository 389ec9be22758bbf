/** An entry on a colleague's call list. Its id is never a customer's. */
export interface Task {
  id: string;
  /** The colleague whose list it is, null where unknown. */
  owner: string | null;
  name: string;
  phone: string | null;
  company: string | null;
  address: string | null;
  nickname: string | null;
  /** The WeChat name or phone for a friend request. */
  wechat: string | null;
  remark: string | null;
  tags: string[];
  called: boolean | null;
  befriended: boolean | null;
  createdAt: string | null;
  updatedAt: string | null;
  /** The team's own fields that have a value, by their ids. */
  fields: Record<string, string>;
}

/** A task as typed by a person. Everything but name, phone and place may be ''. */
export interface NewTask {
  name: string;
  phone: string;
  place: string;
  address: string;
  nickname: string;
  wechat: string;
  company: string;
  tags: string;
  fields: Record<string, string>;
}

/** The filter of a list of tasks; texts have to be contained, '' and null match all. */
export interface TaskFilter {
  name: string;
  company: string;
  wechat: string;
  called: boolean | null;
  befriended: boolean | null;
}

export const EVERY_TASK: TaskFilter = { name: '', company: '', wechat: '', called: null, befriended: null };
