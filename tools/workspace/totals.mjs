/** What one vitest JSON report says: tests by outcome. A file that did not load has no tests and is one failure. */
export function countTests(report) {
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { ...counts, failed: counts.failed + broken.length };
}

/**
 * The real totals: every test that ran, and one failure for each task that failed without a failing test to show for it,
 * that never ran, or that left no report.
 * @param tasks `{ project, target, status }`, status 'passed' | 'failed' | 'not run'; a test task also has `tests`, undefined without a report.
 */
export function addUp(tasks) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, tests, isTest } of tasks) {
    for (const outcome of Object.keys(totals)) totals[outcome] += tests?.[outcome] ?? 0;
    const isUnexplained = status !== 'passed' && (tests?.failed ?? 0) === 0;
    const isUnreported = isTest && tests === undefined;
    if (isUnexplained || isUnreported) totals.failed += 1;
  }
  return totals;
}

export const totalsLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Rows of text in columns as wide as their widest cell. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('   ')}`.trimEnd(),
    )
    .join('\n');
}
