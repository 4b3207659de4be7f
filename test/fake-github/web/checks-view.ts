import type { Annotation } from '../state/check.ts';
import { type CheckRun, fullName } from '../state/repository.ts';
import { type Html, html, trusted } from './html.ts';
import type { Links } from './layout.ts';
import { renderMarkdown } from './render-markdown.ts';

const icons: Record<string, string> = {
  success: '✓',
  failure: '✗',
  timed_out: '✗',
  cancelled: '⊘',
  action_required: '!',
  neutral: '■',
  skipped: '⊘',
};

const stateOf = (run: CheckRun): string => run.conclusion ?? run.status;

export const checkIcon = (run: CheckRun): Html =>
  html`<span class="icon ${stateOf(run)}" title="${stateOf(run)}">${icons[stateOf(run)] ?? '●'}</span>`;

const annotationView = (run: CheckRun, annotation: Annotation): Html => {
  const { path, start_line: from, end_line: to } = annotation;
  const lines = from === to ? `L${from}` : `L${from}-L${to}`;
  const href = `/${fullName(run.suite.repository)}/blob/${run.suite.headSha}/${path}#L${from}`;
  const details = annotation.raw_details
    ? html`<details><summary>Raw output</summary><pre>${annotation.raw_details}</pre></details>`
    : null;
  return html`<div class="annotation ${annotation.annotation_level}"><a href="${href}"><code>${path}#${lines}</code></a> <span class="dim">${annotation.annotation_level}</span>${annotation.title && html`<br><strong>${annotation.title}</strong>`}<pre>${annotation.message}</pre>${details}</div>`;
};

const buttons = (run: CheckRun, links: Links): Html => {
  const action = `/${fullName(run.suite.repository)}/runs/${run.id}`;
  const button = (to: string, label: string, hint: string) =>
    html`<form method="post" action="${to}"><button title="${hint}"${trusted(links.live ? '' : ' disabled')}>${label}</button></form>`;
  const own = run.actions.map(({ identifier, label, description }) =>
    button(`${action}/actions/${encodeURIComponent(identifier)}`, label, description),
  );
  return html`<div class="actions">${own}${button(`${action}/rerequest`, 'Re-run', 'Ask the App to run this check again')}</div>`;
};

const markdown = (text: string | null): Html | null =>
  text ? html`<div class="md">${trusted(renderMarkdown(text))}</div>` : null;

const checkView = (run: CheckRun, links: Links): Html => {
  const passed = run.conclusion === 'success' || run.conclusion === 'skipped';
  const annotations = run.annotations.map((annotation) => annotationView(run, annotation));
  return html`<details class="check" id="run-${run.id}"${trusted(passed ? '' : ' open')}><summary>${checkIcon(run)} <strong>${run.name}</strong> <span class="dim">${run.title ?? stateOf(run)}</span> <span class="label">${run.suite.app.name}</span></summary>${buttons(run, links)}${markdown(run.summary)}${annotations.length > 0 && html`<h3>Annotations</h3>${annotations}`}${markdown(run.text)}</details>`;
};

/** The box at the foot of a pull request: every check on its head commit. */
export const checksView = (runs: readonly CheckRun[], links: Links): Html => {
  if (runs.length === 0) return html`<section class="box"><header>No checks yet</header></section>`;
  const open = runs.filter(({ status }) => status !== 'completed').length;
  const bad = runs.filter(
    ({ conclusion }) => conclusion && !['success', 'neutral', 'skipped'].includes(conclusion),
  ).length;
  const words =
    open > 0
      ? 'Some checks haven’t completed yet'
      : bad > 0
        ? 'Some checks were not successful'
        : 'All checks have passed';
  return html`<section class="box"><header><strong>${words}</strong></header>${runs.map((run) => checkView(run, links))}</section>`;
};
