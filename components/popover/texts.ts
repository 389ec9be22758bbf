/** The words that only the popover in the chat page has, in one language. */
export interface PopoverTexts {
  title(name: string): string;
  phone(number: string): string;
  panel: string;
  close: string;
  open: string;
  record: string;
  copy: string;
  copied: string;
  addToRemark: string;
  inRemark: string;
  samePhone: string;
  owner(name: string): string;
  nobody: string;
  readOnly: string;
  storage: string;
  covered: string;
}
