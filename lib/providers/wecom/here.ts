import type { ProviderDeps, Settings } from '../provider';
import type { WecomCall } from './client';
import type { Copy } from './copy';
import type { Tags } from './tags';

/** What the parts of one connection share. */
export interface Here {
  settings: Settings;
  deps: ProviderDeps;
  call: WecomCall;
  copy: Copy;
  tags: Tags;
  /** Whose record of a contact is shown first, by userid; null where it is the first colleague's who had it. */
  me: string | null;
}
