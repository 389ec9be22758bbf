import type { Http, Settings } from './provider';

/** What a sign-in is given. */
export interface SignInDeps {
  http: Http;
  /** The address that ends the sign-in. */
  redirect: string;
  /** Shows a page until it navigates to `redirect`, and returns that address with its parameters. */
  visit(url: string): Promise<string>;
  /** The page is not shown: it has to get to `redirect` without the person. */
  unseen: boolean;
  signal: AbortSignal;
}

/** What is stored after a sign-in: settings that were `found`, and entries of the connection's memory. */
export interface SignedIn {
  values: Settings;
  memory: Record<string, string>;
}

/** The key in a connection's memory under which the reason why the last sign-in failed is stored (`NotSignedIn`). */
export const SIGN_IN_FAILED = 'sign-in failed';
