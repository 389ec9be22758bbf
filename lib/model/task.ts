/** An entry on a colleague's call list. Ids are of their own kind: none of them is the id of a customer. */
export interface Task {
  id: string;
  /** The colleague whose list it is, null where the CRM does not say. */
  owner: string | null;
  name: string;
  phone: string | null;
  company: string | null;
  address: string | null;
  nickname: string | null;
  /** The WeChat name or phone to befriend them by. */
  wechat: string | null;
  remark: string | null;
  tags: string[];
  called: boolean | null;
  befriended: boolean | null;
  createdAt: string | null;
  updatedAt: string | null;
  /** Fields of the team's own that are filled, by their ids. */
  fields: Record<string, string>;
}

/** A task as a person types it in. Everything but name, phone and place may be ''. */
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

/** What to show of a list of tasks; texts are contained, '' and null do not filter. */
export interface TaskFilter {
  name: string;
  company: string;
  wechat: string;
  called: boolean | null;
  befriended: boolean | null;
}

export const EVERY_TASK: TaskFilter = { name: '', company: '', wechat: '', called: null, befriended: null };
