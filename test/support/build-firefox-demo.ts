import { buildDemo } from './build-demo.ts';

/** As `build-demo.ts`, for the tests in Firefox. */
export default function buildForFirefox(): void {
  buildDemo('firefox');
}
