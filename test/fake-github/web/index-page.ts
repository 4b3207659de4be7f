import { fullName, latestRuns, pullsOf, type Repository, runsAt } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { checkIcon } from './checks-view.ts';
import { type Html, html } from './html.ts';
import { type Links, layout } from './layout.ts';
import { pullState } from './pull-page.ts';

const repositoryView = (repository: Repository, links: Links): Html => {
  const rows = pullsOf(repository).map((issue) => {
    const runs = latestRuns(runsAt(repository, issue.pull.headSha));
    const [first] = runs;
    const words = first && html`<br><span class="dim">${first.title}</span>`;
    return html`<tr><td>${runs.map(checkIcon)}</td><td><a href="${links.pull(fullName(repository), issue.number)}"><strong>${issue.title}</strong></a> <span class="dim">#${issue.number} · ${pullState(issue)}</span>${words}</td></tr>`;
  });
  return html`<h2>${fullName(repository)}</h2><div class="box"><table class="list">${rows}</table></div>`;
};

/** Every repository with its pull requests and how their checks stand. */
export const indexPage = (world: World, links: Links): string => {
  const withPulls = [...world.repositories.values()].filter((repository) => pullsOf(repository).length > 0);
  return layout(
    'Pull requests',
    html`<h1>Pull requests</h1>${withPulls.map((repository) => repositoryView(repository, links))}`,
  );
};
