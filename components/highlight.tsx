import { stretches } from '../lib/model/search/highlight';

/** A text with the parts that were searched for marked, whatever their case and script, and also where pinyin was typed. */
export function Highlight({ text, query }: { text: string; query: string }) {
  const marked = query ? stretches(text, query) : [];
  return (
    <>
      {marked.map(({ from, to }, at) => (
        <>
          {text.slice(marked[at - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </>
      ))}
      {text.slice(marked.at(-1)?.to ?? 0)}
    </>
  );
}
