import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one line that says it all: `N passed, N failed`. A file that could not be loaded counts as a failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    process.on('exit', () => console.log(`${passed} passed, ${failed + broken + errors.length} failed`));
  }
}
