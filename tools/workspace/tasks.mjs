import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countTests } from './totals.mjs';
import { root } from './root.mjs';
import { runOpenly, runQuietly } from './run.mjs';

export const TARGETS = ['lint', 'typecheck', 'build', 'test', 'package', 'e2e'];
const TESTING = new Set(['test', 'e2e']);

const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
const REPORT = 'test-results/vitest.json';
const RUN = join(root, '.nx/cache/run.json');

/** Runs every task of the workspace; resolves with one row per task that there is, whether it ran or not. */
export async function runEveryTask(node, env) {
  const wanted = await wantedTasks(node, env);
  // A report that is there afterwards was written, or restored from the cache, by this run.
  for (const { root: project } of wanted) rmSync(join(root, project, 'test-results'), { recursive: true, force: true });
  rmSync(RUN, { force: true });
  await runOpenly(node, [nx, 'run-many', '-t', ...TARGETS, '--outputStyle=static-failures-only', '--nxBail=false'], { env });
  const ran = new Map(readRun().map((task) => [task.taskId, task]));
  return wanted.map((task) => outcomeOf(task, ran.get(`${task.project}:${task.target}`)));
}

/** Every project's tasks, asked of Nx before anything runs: a task that is missing afterwards is a failure, not an absence. */
async function wantedTasks(node, env) {
  const file = join(root, 'tmp/project-graph.json');
  const { code, output } = await runQuietly(node, [nx, 'graph', `--file=${file}`], { env });
  if (code !== 0) throw new Error(`Nx cannot read the workspace:\n${output}`);
  const { nodes } = JSON.parse(readFileSync(file, 'utf8')).graph;
  return Object.values(nodes).flatMap(({ name, data }) =>
    TARGETS.filter((target) => target in data.targets).map((target) => ({ project: name, root: data.root, target })),
  );
}

const readRun = () => (existsSync(RUN) ? JSON.parse(readFileSync(RUN, 'utf8')).tasks : []);

function outcomeOf(task, ran) {
  const status = ran === undefined ? 'not run' : ran.status === 0 ? 'passed' : 'failed';
  const seconds = ran === undefined ? 0 : (Date.parse(ran.endTime) - Date.parse(ran.startTime)) / 1000;
  const isTest = TESTING.has(task.target);
  return {
    ...task,
    status,
    seconds,
    isCached: ran?.cacheStatus === 'local-cache-hit',
    isTest,
    tests: isTest ? readTests(task.root) : undefined,
  };
}

function readTests(project) {
  const path = join(root, project, REPORT);
  return existsSync(path) ? countTests(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/** What tests measured and wrote beside their reports, a line each. */
export const figuresOf = (tasks) =>
  tasks.flatMap(({ root: project, isTest }) => {
    const path = join(root, project, 'test-results/figures.txt');
    return isTest && existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  });

/** One row per project, one column per target, for the closing summary. */
export function summaryRows(tasks) {
  const cell = (task) => {
    if (task === undefined) return '';
    if (task.isTest && task.tests !== undefined) {
      const { passed, failed, skipped } = task.tests;
      return [
        `${passed} passed`,
        failed > 0 && `${failed} failed`,
        skipped > 0 && `${skipped} skipped`,
        task.status !== 'passed' && failed === 0 && task.status,
      ]
        .filter(Boolean)
        .join(', ');
    }
    if (task.isTest && task.status === 'passed') return 'no report';
    return task.status === 'passed' ? (task.isCached ? 'cached' : `${task.seconds.toFixed(1)} s`) : task.status.toUpperCase();
  };
  const projects = [...new Set(tasks.map(({ project }) => project))].sort();
  return [
    ['', ...TARGETS],
    ...projects.map((project) => [
      project.replace('@alchemiser/', ''),
      ...TARGETS.map((target) => cell(tasks.find((task) => task.project === project && task.target === target))),
    ]),
  ];
}
