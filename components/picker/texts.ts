/** The words of the picker in one language. */
export interface PickerTexts {
  title: string;
  start: string;
  startHelp: string;
  step(number: number, of: number): string;
  steps: Record<'id' | 'name' | 'row' | 'message', { ask: string; help: string }>;
  keys: string;
  which: string;
  /** Offers a part of an attribute's value as the id. */
  partOf(attribute: string, value: string, whole: string): string;
  noIds: string;
  notLearned: string;
  preview: string;
  previewHelp: string;
  parts: Record<'name' | 'id' | 'rows' | 'messages', string>;
  nothing: string;
  notTaught: string;
  noId: string;
  /** Why known customers get no badge in the list. */
  noBadges: Record<'no-id' | 'no-place', string>;
  rows(count: number, names: string): string;
  messages(count: number): string;
  begin: string;
  skip: string;
  back: string;
  save: string;
  cancel: string;
}
