import type { Customer } from '../../../lib/model/customer.ts';
import { setStage, type Stage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';
import { openImport, takeIn } from './page.ts';
import { csvFile, sameIn } from './rows.ts';

/** The number of rows of one import. */
const ROWS = 6_000;

/** Stops the worker at random during an import; counts the rows that are missing afterwards, and those that are there twice. */
export async function measureFaults(wanted: number): Promise<Figure[]> {
  const file = csvFile(ROWS);
  let [stops, lost, doubled, imports] = [0, 0, 0, 0];
  while (stops < wanted) {
    const stage = await setStage();
    const session = await stage.browser.context.newCDPSession(stage.options);
    await session.send('ServiceWorker.enable');
    const page = await openImport(stage);
    let running = true;
    const stopping = (async () => {
      while (running) {
        await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 500));
        if (!running) return;
        await session.send('ServiceWorker.stopAllWorkers');
        stops++;
      }
    })();
    await takeIn(page, file);
    running = false;
    await stopping;
    const names = (await everybody(stage)).map(({ name }) => name);
    const known = new Set(names);
    const expected = Array.from({ length: ROWS }, (_, at) => at).filter((at) => at % 100 !== 99);
    lost += expected.filter((at) => !known.has(`客户${at}`)).length;
    doubled += names.length - known.size + Math.max(0, known.size - (ROWS - sameIn(ROWS)));
    imports++;
    await stage.close();
  }
  const detail = `${stops} stops in ${imports} imports of ${ROWS} rows, in the check and while it is written: ${lost} lost, ${doubled} there twice`;
  return [figure('import.faults', 'rows', '0', lost + doubled, [lost, doubled], detail)];
}

async function everybody(stage: Stage): Promise<Customer[]> {
  const all: Customer[] = [];
  for (let after: string | null = null; ;) {
    const part: Customer[] = await stage.ask('exportBook', { connection: 'book', from: { after } });
    if (part.length === 0) return all;
    all.push(...part);
    after = part.at(-1)!.id;
  }
}
