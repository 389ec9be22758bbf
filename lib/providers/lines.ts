/** Aborts after this time without data. */
export interface Silence {
  signal: AbortSignal;
  heard(): void;
  end(): void;
}

export function silenceOf(ms: number): Silence {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(), ms);
  let timer = begin();
  const end = () => clearTimeout(timer);
  const heard = () => {
    end();
    timer = begin();
  };
  return { signal: controller.signal, heard, end };
}

/** The lines of a body, each once it is complete; text after the last line break was cut off, and is left out. */
export async function* linesOf(response: Response, silence: Silence): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of chunksOf(response)) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        // While the reader works on a line, the server is not silent.
        silence.end();
        yield line;
      }
      silence.heard();
    }
  } finally {
    silence.end();
  }
}

/** Few browsers iterate the stream itself. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // A reader that stops early ends the request.
    reader.cancel().catch(() => undefined);
  }
}
