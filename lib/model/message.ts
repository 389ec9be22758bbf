/** One message of a chat that the CRM has kept. `at` is ISO 8601 text; what the CRM does not say is null. */
export interface ChatMessage {
  id: string;
  /** '' for what is no text (pictures, recordings). */
  text: string;
  at: string | null;
  /** Whether our side has sent it. */
  sent: boolean | null;
  by: string | null;
}
