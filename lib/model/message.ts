/** A message of a chat that the CRM has recorded. `at` is ISO 8601 text; unknown values are null. */
export interface ChatMessage {
  id: string;
  /** '' for a message without text (pictures, recordings). */
  text: string;
  at: string | null;
  /** Whether our side sent it. */
  sent: boolean | null;
  by: string | null;
}
