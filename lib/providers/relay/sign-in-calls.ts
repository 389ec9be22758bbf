import * as v from 'valibot';

/** The value of the setting `signIn` by which a connection has no token of its own. */
export const SIGN_IN_WAY = 'company';

/** Where a relay's offer to sign in is, and where a sign-in is finished: `GET` answers with the one, `POST` makes the other. */
export const SIGN_IN = '/v1/sign-in';

/** What a browser needs to send a person to the sign-in of their company. */
export const offer = v.object({ issuer: v.string(), authorization: v.string(), clientId: v.string(), scope: v.string() });
export type Offer = v.InferOutput<typeof offer>;

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(4_000));

/** What the person has come back with. The relay exchanges the code, so that the browser never has a token of the company's. */
export const returned = v.strictObject({ code: text, verifier: text, nonce: text, redirect: text });
export type Returned = v.InferOutput<typeof returned>;

/** The relay's own token; `account` says whose it is, and is the same whenever they sign in. */
export const session = v.object({ session: v.string(), account: v.string(), name: v.string() });
