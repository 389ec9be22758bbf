import { connect, type Socket } from 'node:net';

/**
 * Marionette is the protocol between geckodriver and Firefox. We use it directly, because WebDriver and WebDriver BiDi only reach tabs, and the
 * sidebar and the background page have to be tested. In the browser's own scope, its window and every document are accessible.
 */
export interface Marionette {
  /** Sends one command. Throws the error that Firefox returns. */
  send(command: string, parameters?: object): Promise<unknown>;
  close(): void;
}

type Message = [type: 0, id: number, command: string, parameters: object] | [type: 1, id: number, error: Failure | null, result: unknown];

interface Failure {
  error: string;
  message: string;
}

/** Connects to Firefox at this port; it sends a greeting first. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = await connected(port);
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (failure: Error) => void }>();
  let last = 0;
  const greeted = new Promise<void>((resolve, reject) => {
    readMessages(socket, (message) => {
      if (!Array.isArray(message)) return resolve();
      const [type, id, failure, result] = message as Message;
      if (type !== 1) return;
      const { resolve: answer, reject: refuse } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (failure) refuse?.(new Error(`${failure.error}: ${failure.message}`));
      else answer?.(result);
    });
    socket.on('close', () => {
      const gone = new Error('Firefox has closed the connection');
      reject(gone);
      for (const { reject: refuse } of waiting.values()) refuse(gone);
    });
  });
  await greeted;
  return {
    send: (command, parameters = {}) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('Firefox has closed the connection'));
        waiting.set(++last, { resolve, reject });
        const text = JSON.stringify([0, last, command, parameters] satisfies Message);
        socket.write(`${Buffer.byteLength(text)}:${text}`);
      }),
    close: () => socket.destroy(),
  };
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', reject);
  });
}

/** Each message is the number of its bytes, a colon, and the JSON. */
function readMessages(socket: Socket, heard: (message: unknown) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes as Buffer]);
    for (;;) {
      const colon = rest.indexOf(':');
      const end = colon + 1 + Number(rest.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || rest.length < end) return;
      heard(JSON.parse(rest.subarray(colon + 1, end).toString()));
      rest = rest.subarray(end);
    }
  });
}
