import { useCustomersTexts } from '../use-customers-texts';
import type { ViewProps } from '../views';

/** How many customers there are of each connection whose copy is on this computer. */
export function AllView({ connections, directories }: ViewProps<object>) {
  const own = useCustomersTexts();
  const counted = connections.flatMap(({ id, name }) => {
    const directory = directories.find(({ connection }) => connection === id);
    return directory ? [{ id, name, count: directory.count }] : [];
  });
  return (
    <section class="mx-auto max-w-[62rem] px-4 py-6">
      {counted.every(({ count }) => count === 0) && <p class="text-ink-2">{own('all.none')}</p>}
      <ul>
        {counted.map(({ id, name, count }) => (
          <li key={id}>
            {name} {count}
          </li>
        ))}
      </ul>
    </section>
  );
}
