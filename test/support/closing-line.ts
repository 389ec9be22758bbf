import { findFirefox, findRedis } from '../../scripts/find-browser.mjs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Ends the run with the failed tests, one per line, and a summary: `N passed, N failed`. A file that could not be loaded counts as a failure.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.filter((test) => test.result().state === 'failed');
    const broken = modules.filter((module) => module.errors().length > 0);
    const lines = [
      ...failed.map(
        (test, at) => `failed: ${nameOf(test)}: ${firstLine(test.result().errors?.[0]?.message)}${after(failed[at - 1], test)}`,
      ),
      ...broken.map((module) => `not loaded: ${module.relativeModuleId}: ${firstLine(module.errors()[0]?.message)}`),
      ...(findFirefox() ? [] : ['did not run: test/firefox, because no Firefox was found']),
      ...(findRedis() ? [] : ['did not run: the relay over Redis (test/relay), because no redis-server was found']),
      `${passed} passed, ${failed.length + broken.length + errors.length} failed`,
    ];
    process.on('exit', () => console.log(lines.join('\n')));
  }
}

function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

/** The tests of a browser file are steps of one walk: what is missing after one that failed says little. */
function after(before: TestCase | undefined, { module }: TestCase): string {
  const isWalk = ['browser', 'firefox'].includes(module.project.name);
  return isWalk && before?.module === module ? ' (after the one before it, perhaps because of it)' : '';
}

function firstLine(message: string | undefined): string {
  return message?.split('\n')[0]?.slice(0, 300) ?? '';
}
