import 'fake-indexeddb/auto';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { QuotaScene } from './quota-stage.ts';

// lib/ reads `browser` when it is first imported, so it is imported later.
Object.assign(globalThis, { browser: fakeBrowser, chrome: fakeBrowser });
const { simulateQuota } = await import('./quota-stage.ts');
const scenes = JSON.parse(process.argv[2] ?? '[]') as QuotaScene[];
for (const scene of scenes) console.log(JSON.stringify(await simulateQuota(scene)));
process.exit(0);
