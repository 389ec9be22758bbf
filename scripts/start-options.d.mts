import type { BrowserName } from '../test/support/build-demo.ts';

export class Refusal extends Error {}

export function startOptions(args: string[]): { browser: BrowserName; isNamed: boolean; headless: boolean; built: boolean; relay: boolean };
