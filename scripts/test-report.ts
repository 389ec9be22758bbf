import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** A test that failed, or a file that could not be loaded, which has no name. */
export interface FailedTest {
  /** The path of its file, from the project's root, with `/`. */
  file: string;
  name: string | null;
  message: string;
}

/** The part of vitest's JSON report that is used. */
interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
  }[];
}

/** The failures in vitest's JSON report; null where there is no report. */
export function failedTests(report: string): FailedTest[] | null {
  const read = parsed(report);
  if (!read) return null;
  return read.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }): FailedTest[] => {
      const file = relative(process.cwd(), name).replaceAll('\\', '/');
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0) return [{ file, name: null, message }];
      return failed.map(({ fullName, failureMessages }) => ({ file, name: fullName, message: failureMessages?.join('\n') ?? '' }));
    });
}

function parsed(report: string): Report | null {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    return null;
  }
}
