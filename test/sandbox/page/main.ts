import { startPage } from './start.ts';

/**
 * Starts the chat page and prints its address. PORT chooses the port. Query options of the page: `signedIn=1`,
 * `seed=TEXT` (the same ids at every login), `chats=200`, `unload=1` (asks before it is left, as the real page does), `slow=17` (each
 * message that is laid out costs so many ms of script; some 17 do on the real page).
 */
const { url } = await startPage({ port: Number(process.env['PORT'] ?? 0) });
console.log(url);
