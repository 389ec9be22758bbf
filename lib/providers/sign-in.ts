import type { Http, Settings } from './provider';

/** What a sign-in is given. */
export interface SignInDeps {
  http: Http;
  /** Where the page has to lead in the end. */
  redirect: string;
  /** Shows a page until it leads to `redirect`, and answers with the whole address. */
  visit(url: string): Promise<string>;
  /** Nobody will see the page: it has to lead there without anybody's doing. */
  unseen: boolean;
  signal: AbortSignal;
}

/** What is stored of a sign-in: settings that were `found`, and what the connection's memory is to hold. */
export interface SignedIn {
  values: Settings;
  memory: Record<string, string>;
}

/** Where the memory of a connection whose person signs in with an account of their company holds why the last attempt has failed (`NotSignedIn`). */
export const SIGN_IN_FAILED = 'sign-in failed';
